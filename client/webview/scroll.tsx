import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from './l10n.tsx';

interface Props {
  readonly label: string;
  /** Whether what does not fit is laid out below each other instead, by the class `stacked`. */
  readonly stacks?: boolean;
  readonly children: ComponentChildren;
}

/** A part that scrolls sideways by itself, and shows where there is more. */
export function Scroll({ label, stacks = false, children }: Props) {
  const part = useRef<HTMLElement>(null);
  const widthBesideEachOther = useRef(0);
  const [stacked, setStacked] = useState(false);
  const [more, setMore] = useState('');
  const look = () => {
    const { scrollLeft, scrollWidth, clientWidth, classList } = part.current!;
    if (stacks) {
      if (!classList.contains('stacked')) widthBesideEachOther.current = scrollWidth;
      setStacked(clientWidth < widthBesideEachOther.current);
    }
    const hidden = scrollWidth - clientWidth;
    const sides = [scrollLeft > 1 ? 'before' : '', scrollLeft < hidden - 1 ? 'after' : ''];
    setMore(hidden > 1 ? sides.join(' ').trim() : '');
  };
  useLayoutEffect(() => {
    const sizes = new ResizeObserver(look);
    sizes.observe(part.current!);
    if (part.current!.firstElementChild) sizes.observe(part.current!.firstElementChild);
    return () => sizes.disconnect();
  }, [stacks]);
  // Without a place for the focus it would scroll by mouse only.
  const focusable = more === '' ? {} : { tabIndex: 0 };
  return (
    <div class={`scroll-frame ${more}`}>
      <section
        class={stacks && stacked ? 'scroll stacked' : 'scroll'}
        aria-label={label}
        ref={part}
        onScroll={look}
        {...focusable}
      >
        {children}
      </section>
      {more.includes('after') && <p class="quiet more-hint">{t('More to the right: scroll sideways.')}</p>}
    </div>
  );
}
