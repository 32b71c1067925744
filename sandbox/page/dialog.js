/** Parts that dialogs share: a title line, rows to choose from, Tab staying inside. */
import { html } from './view.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

const REACHABLE = 'button:not([disabled]):not([tabindex="-1"]), input:not([hidden]), select, textarea, a[href], [tabindex="0"]';

/** Keep Tab within a box. */
export function trapTab(event, box) {
  if (event.key !== 'Tab') return;
  const reachable = [...box.querySelectorAll(REACHABLE)];
  const edge = event.shiftKey ? reachable[0] : reachable.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? reachable.at(-1) : reachable[0]).focus();
}

/** The title of a sheet or panel with its way out. */
export function SheetTitle({ text, close }) {
  return html`<div class="sheet-title"><b>${text}</b>
    <button class="round quiet" aria-label=${t('close')} onClick=${close}><${Icon} name="close" /></button></div>`;
}

/** One row to choose. */
export function Choice({ icon, title, detail, testid, danger, onClick, picture, pressed }) {
  return html`<button class=${danger ? 'choice danger' : 'choice'} data-testid=${testid} aria-pressed=${pressed} onClick=${onClick}>
    ${picture ?? html`<span class="choice-icon"><${Icon} name=${icon} /></span>`}
    <span class="choice-text"><b>${title}</b>${detail && html`<small>${detail}</small>`}</span>
    ${pressed && html`<${Icon} name="check" />`}</button>`;
}

/** A labelled form field. */
export function Field({ label, ...field }) {
  return html`<label class="labelled"><span>${label}</span><input ...${field} /></label>`;
}
