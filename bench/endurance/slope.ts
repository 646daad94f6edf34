/** Slope of the line that fits the points best (least squares); 0 where there are fewer than two. */
export function perHour(points: readonly (readonly [hours: number, value: number])[]): number {
  if (points.length < 2) return 0;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(points.map(([hours]) => hours));
  const y = mean(points.map(([, value]) => value));
  const covariance = mean(points.map(([hours, value]) => (hours - x) * (value - y)));
  return covariance / mean(points.map(([hours]) => (hours - x) ** 2));
}
