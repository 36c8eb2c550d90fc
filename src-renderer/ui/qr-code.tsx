import { QRCodeSVG } from 'qrcode.react';
import { type ReactNode, useCallback, useState } from 'react';

interface QrCodeProperties {
  readonly value: string;
  /** What it is: its accessible name. */
  readonly label: string;
  /** In pixels, quiet zone included; it is as much larger as its modules need. */
  readonly smallestSize: number;
  /** How much of it may be hidden: the lowest keeps the modules of long values large. */
  readonly level: 'L' | 'M';
  readonly testId?: string | undefined;
}

/** A code to scan, black on white in every theme, each of its modules as wide as every other. */
export function QrCode({ value, label, smallestSize, level, testId }: QrCodeProperties): ReactNode {
  const [size, setSize] = useState(smallestSize);
  // A whole number of pixels each.
  const fitToPixels = useCallback(
    (code: SVGSVGElement | null) => {
      const modules = code?.viewBox.baseVal.width ?? 0;
      if (modules > 0) setSize(Math.ceil(smallestSize / modules) * modules);
    },
    [smallestSize],
  );
  return (
    <QRCodeSVG
      key={value}
      ref={fitToPixels}
      value={value}
      size={size}
      level={level}
      marginSize={4}
      bgColor="#ffffff"
      fgColor="#000000"
      role="img"
      aria-label={label}
      data-testid={testId}
      shapeRendering="crispEdges"
    />
  );
}
