import { type ReactNode, useEffect, useId, useRef } from 'react'

/** A button that opens a small panel below it, or above where there is no room, with the browser's own popover: Escape and a click outside close it. */
export function Menu({ label, icon, text, children }: { label: string; icon: ReactNode; text?: ReactNode; children: ReactNode }) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = panel.current
    const place = (): void => {
      const box = button.current?.getBoundingClientRect()
      if (!box || !element) return
      const below = box.bottom + 4
      element.style.top = `${below + element.offsetHeight < window.innerHeight ? below : Math.max(4, box.top - 4 - element.offsetHeight)}px`
      element.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - element.offsetWidth - 8))}px`
    }
    element?.addEventListener('toggle', place)
    return () => element?.removeEventListener('toggle', place)
  }, [])
  return (
    <>
      <button type="button" ref={button} className="tool" popoverTarget={id} title={label} aria-label={text ? undefined : label}>
        {icon}
        {text}
      </button>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a popover that is placed by its corners */}
      <div ref={panel} id={id} popover="auto" className="menu" role="group" aria-label={label}>
        {children}
      </div>
    </>
  )
}
