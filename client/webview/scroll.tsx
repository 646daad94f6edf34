import type { ComponentChildren } from 'preact';

interface Props {
  readonly label: string;
  readonly children: ComponentChildren;
}

/** A part that scrolls sideways by itself. */
export function Scroll({ label, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without a place for the focus it scrolls by mouse only
    <section class="scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
