import { useMemo } from 'react';
import { encode } from 'uqr';

/** The quiet zone that scanners need, in modules. */
const BORDER = 3;

/** A text as a QR code: dark on light in every scheme, as scanners want it. */
export const QrCode = ({ text, label }: { readonly text: string; readonly label: string }) => {
  const { size, path } = useMemo(() => {
    const { data } = encode(text, { ecc: 'M', border: BORDER });
    const modules = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { size: data.length, path: modules.join('') };
  }, [text]);
  return (
    <svg
      className="account-qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
};
