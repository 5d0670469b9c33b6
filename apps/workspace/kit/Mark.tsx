/** The counter window: an arch with a sill, drawn in one stroke. */
export function Mark({ size = 24, weight = 1.75 }: { size?: number; weight?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={weight}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M2.5 18.5h19M5.5 18.5V10a6.5 6.5 0 0 1 13 0v8.5M5.5 13h13" />
    </svg>
  );
}
