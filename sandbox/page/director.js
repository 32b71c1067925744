/** The director's drawer: what the bot calls, what it is told, and bad weather. */
import { html, useState } from './view.js';
import { SheetTitle } from './dialog.js';
import { Calls, Updates } from './calls.js';
import { Faults } from './faults.js';
import { Links } from './links.js';
import { t } from './texts.js';

const TABS = { calls: Calls, updates: Updates, weather: Faults, links: Links };

/** Draw the drawer. */
export function Director({ close }) {
  const [tab, setTab] = useState('calls');
  return html`<aside class="director" aria-label=${t('director')} data-testid="director" onKeyDown=${(event) => event.key === 'Escape' && close()}>
    <${SheetTitle} text=${t('director')} close=${close} />
    <div class="tabs" role="tablist">${Object.keys(TABS).map((name) => html`<button role="tab" aria-selected=${tab === name} data-testid="tab-${name}"
      onClick=${() => setTab(name)}>${t(name)}</button>`)}</div>
    <div class="tab-body" role="tabpanel"><${TABS[tab]} /></div>
  </aside>`;
}
