import { dirname, relative, resolve, sep } from 'node:path';

/**
 * Who may import what. A package is named with the places that may import it; everybody else may not. A folder is
 * named with the folders that its files may not reach into.
 *
 * @typedef {{ packages: Record<string, string[]>, folders: { from: string, notInto: string[], except?: string[] }[] }} Zones
 */

/** @type {import('eslint').Rule.RuleModule} */
export const importZones = {
  meta: {
    type: 'problem',
    docs: { description: 'Keeps each world, driver and feature to itself' },
    schema: [{ type: 'object' }],
    messages: {
      package: "'{{name}}' may be imported only in {{homes}}.",
      folder: '{{from}} may not import from {{into}}.',
    },
  },
  create(context) {
    const zones = /** @type {Zones} */ (context.options[0]);
    const path = toPosix(relative(context.cwd, context.filename));

    /** @param {import('estree').Node} node @param {unknown} source */
    const check = (node, source) => {
      if (typeof source !== 'string') return;
      if (source.startsWith('.')) {
        const target = toPosix(relative(context.cwd, resolve(dirname(context.filename), source)));
        for (const { from, notInto, except = [] } of zones.folders) {
          const home = path.startsWith(from) ? from : null;
          const into = notInto.find((folder) => target.startsWith(folder));
          if (home === null || into === undefined) continue;
          // `features/*`: a file may reach into its own feature.
          const isSibling = path.startsWith(`${featureOf(target, into)}/`);
          if (from === into && isSibling) continue;
          if (except.some((folder) => target.startsWith(folder))) continue;
          context.report({ node, messageId: 'folder', data: { from, into } });
        }
        return;
      }
      const homes = Object.entries(zones.packages).find(
        ([name]) => source === name || source.startsWith(`${name}/`),
      );
      if (homes && !homes[1].some((home) => path.startsWith(home))) {
        const [name, places] = homes;
        context.report({ node, messageId: 'package', data: { name, homes: places.join(', ') } });
      }
    };

    return {
      ImportDeclaration: (node) => check(node, node.source.value),
      ImportExpression: (node) =>
        check(node, node.source.type === 'Literal' ? node.source.value : undefined),
      ExportNamedDeclaration: (node) => check(node, node.source?.value),
      ExportAllDeclaration: (node) => check(node, node.source.value),
      /** `import('name').Type` @param {import('estree').Node & { source: { value: unknown } }} node */
      TSImportType: (node) => check(node, node.source.value),
    };
  },
};

/** @param {string} path */
function toPosix(path) {
  return path.split(sep).join('/');
}

/** The folder of the feature that a path below `root` belongs to. @param {string} path @param {string} root */
function featureOf(path, root) {
  return root + (path.slice(root.length).split('/')[0] ?? '');
}
