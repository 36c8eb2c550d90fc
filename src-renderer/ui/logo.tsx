import type { ReactNode } from 'react';

/** The mark: a desk lamp's cone of light as a speech bubble. Decorative; the name stands beside it. */
export function Logo({ size = '1.75rem' }: { readonly size?: string }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" fill="#5567e6" />
      <path
        d="M16 6.5c-5.8 0-10 3.7-10 8.6 0 2.6 1.2 4.9 3.2 6.4l-.7 4 4.3-2.2c1 .3 2.1.4 3.2.4 5.8 0 10-3.7 10-8.6s-4.2-8.6-10-8.6Z"
        fill="#fff"
      />
      <path d="M16 10.2 20.4 19h-2.5l-.8-1.8h-2.3L14 19h-2.4L16 10.2Z" fill="#3b4cc8" />
      <circle cx="24.4" cy="7.6" r="3.4" fill="#f2b04c" />
    </svg>
  );
}
