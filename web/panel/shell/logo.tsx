/** The mark of the product, in the accent of the page. */
export const Logo = ({ size = 28 }: { readonly size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="9" fill="var(--accent)" />
    <path d="M24 15.4a7.6 7.6 0 0 1-11.1 6.7L8 24l1.7-4.6A7.6 7.6 0 1 1 24 15.4Z" fill="#fff" />
  </svg>
);
