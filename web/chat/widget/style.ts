/** Style of the launcher and its panel, inside their shadow root. */
export const launcherStyle = `
:host { all: initial; --gap: 20px; position: fixed; z-index: 2147483000; inset: auto var(--gap) var(--gap) auto;
  display: flex; flex-direction: column-reverse; align-items: flex-end; color-scheme: light dark;
  font: 500 13px/1 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif }
:host([data-position=left]) { inset: auto auto var(--gap) var(--gap); align-items: flex-start }
.launcher { position: relative; width: 60px; height: 60px; padding: 0; border: 0; border-radius: 50%; cursor: pointer;
  color: var(--on); background: var(--color); box-shadow: 0 2px 6px #0003, 0 10px 28px #0003; transition: transform .18s }
.launcher:hover { transform: scale(1.05) }
.launcher:active { transform: scale(.97) }
.launcher:focus-visible { outline: 3px solid var(--color); outline-offset: 3px; box-shadow: 0 0 0 3px #fff }
svg { position: absolute; inset: 0; margin: auto; width: 28px; height: 28px; fill: none; stroke: currentColor;
  stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; transition: opacity .18s, transform .18s }
.launcher[aria-expanded=false] svg + svg, .launcher[aria-expanded=true] svg:first-child { opacity: 0; transform: rotate(-40deg) }
.badge { position: absolute; top: -3px; inset-inline-end: -3px; min-width: 12px; padding: 5px 5px; border-radius: 12px;
  color: #fff; background: #b3261e; box-shadow: 0 0 0 2px #fff; text-align: center }
[hidden] { display: none }
.panel { box-sizing: border-box; width: min(400px, calc(100vw - 2 * var(--gap)));
  height: min(680px, calc(100dvh - 60px - 3 * var(--gap))); margin-bottom: 16px; overflow: hidden; border-radius: 20px;
  background: Canvas; box-shadow: 0 0 0 1px #8885, 0 16px 56px #0004; animation: rise .2s ease-out }
iframe { display: block; width: 100%; height: 100%; border: 0 }
@keyframes rise { from { opacity: 0; transform: translateY(12px) } }
@media (max-width: 480px), (max-height: 480px) {
  .panel { position: fixed; inset: 0; width: 100%; height: 100dvh; margin: 0; border-radius: 0 }
  .panel:not([hidden]) ~ .launcher, .launcher:has(~ .panel:not([hidden])) { visibility: hidden }
}
@media (prefers-reduced-motion: reduce) { .panel { animation: none } .launcher, svg { transition: none } }
@media print { :host { display: none } }
`;
