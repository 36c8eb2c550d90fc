import type { PageConfig } from './page-config.ts';

declare global {
  interface Window {
    __simulatorConfig: PageConfig;
  }
}
