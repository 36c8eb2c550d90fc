import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { importZones } from './resources/lint/import-zones.mjs';

/** The path says the world, and this says it to whoever forgets. */
const zones = {
  packages: {
    electron: [
      'src-main/shell/',
      'src-main/whatsapp/host/',
      'src-main/index.ts',
      'src-main/run-desk.ts',
      'src-main/open-desk.ts',
      'src-preload/index.ts',
      'test/',
    ],
    mongodb: ['src-main/store/mongo/', 'test/'],
    pg: ['src-main/store/postgres/', 'test/'],
    kysely: ['src-main/store/postgres/', 'test/'],
    'whatsapp-web.js': ['src-main/whatsapp/', 'test/'],
    puppeteer: ['src-main/whatsapp/', 'test/'],
    redis: ['src-main/cache/', 'test/'],
    keytar: ['src-main/config/', 'test/'],
    'classic-level': ['src-main/journal/', 'test/'],
    // Each listener of its own copies i18next: see `i18n/use-translation.tsx`.
    'react-i18next': ['src-renderer/i18n/', 'src-renderer/app/app-providers.tsx', 'test/'],
  },
  folders: [
    { from: 'src-preload/contract/', notInto: ['src-main/', 'src-renderer/', 'test/'] },
    { from: 'src-preload/', notInto: ['src-main/', 'src-renderer/', 'test/'] },
    { from: 'src-main/', notInto: ['src-renderer/', 'test/'] },
    {
      from: 'src-main/domain/',
      notInto: ['src-main/'],
      except: ['src-main/domain/', 'src-main/common/'],
    },
    { from: 'src-renderer/', notInto: ['src-main/', 'test/'] },
    { from: 'src-renderer/features/', notInto: ['src-renderer/features/'] },
  ],
};

export default tseslint.config(
  { ignores: ['out/', 'node_modules/', '.puppeteerrc.cjs'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['src-*/tsconfig.json', 'test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
      // A method of a port is a plain function here: stores and handlers are closures, not classes with `this`.
      '@typescript-eslint/unbound-method': 'off',
      // A port's promise is a promise also where one implementation has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/return-await': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
    },
  },
  {
    plugins: { house: { rules: { 'import-zones': importZones } } },
    rules: { 'house/import-zones': ['error', zones], eqeqeq: 'error' },
  },
  {
    files: ['src-main/**'],
    ignores: ['src-main/whatsapp/page/**'],
    languageOptions: { globals: globals.node },
    rules: {
      // The page's world is in whatsapp/page alone, though one compiler sees both.
      'no-restricted-globals': ['error', 'window', 'document', 'localStorage', 'indexedDB'],
    },
  },
  {
    files: ['src-renderer/**/*.{ts,tsx}'],
    ...reactHooks.configs.flat.recommended,
  },
  {
    files: ['resources/**/*.mjs', 'eslint.config.js'],
    languageOptions: { globals: globals.node },
  },
  prettier,
);
