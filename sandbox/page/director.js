/** The director's drawer: people, groups, time, weather, scenes, tours, and what goes over the wire. */
import { html, useLayoutEffect, useRef, useTopics } from './view.js';
import { directing, direct, stopDirecting } from './directing.js';
import { desk } from './store.js';
import { SheetTitle, trapTab } from './dialog.js';
import { Icon } from './icons.js';
import { Record } from './calls.js';
import { ClockPanel } from './clock.js';
import { Faults } from './faults.js';
import { Groups } from './groups.js';
import { Links } from './links.js';
import { Seats } from './seat.js';
import { PeoplePanel } from './people.js';
import { Scenes } from './scenes.js';
import { ToursPanel } from './tourlist.js';
import { t } from './texts.js';

const TABS = {
  people: { icon: 'person', View: PeoplePanel },
  groups: { icon: 'group', View: Groups },
  time: { icon: 'clock', View: ClockPanel },
  weather: { icon: 'cloud', View: Faults },
  scenes: { icon: 'scene', View: Scenes },
  tours: { icon: 'flag', View: ToursPanel },
  record: { icon: 'commands', View: Record },
  links: { icon: 'link', View: () => html`<${Seats} /><${Links} />` },
};
const STEPS = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 4, ArrowUp: -4 };

/** Arrow keys go from tab to tab, four in a row. */
function walk(event) {
  const names = Object.keys(TABS);
  const by = STEPS[event.key];
  if (!by) return;
  event.preventDefault();
  const name = names[(names.indexOf(directing.tab) + by + names.length) % names.length];
  direct(name);
  event.currentTarget.querySelector(`[data-testid="tab-${name}"]`).focus();
}

function Tabs() {
  return html`<div class="director-tabs" role="tablist" aria-label=${t('director')} onKeyDown=${walk}>
    ${Object.entries(TABS).map(([name, { icon }]) => html`<button role="tab" key=${name} id="tab-${name}" aria-selected=${directing.tab === name}
      aria-controls="director-panel" tabindex=${directing.tab === name ? 0 : -1} data-testid="tab-${name}" onClick=${() => direct(name)}>
      <${Icon} name=${icon} /><span>${t(`tab_${name}`)}</span></button>`)}</div>`;
}

/** Draw the drawer; beside the phones on a wide screen, over everything on a small one. */
export function Director() {
  useTopics('directing', 'desk');
  const box = useRef(null);
  useLayoutEffect(() => { if (!directing.quietly) box.current?.querySelector('[aria-selected="true"]')?.focus({ preventScroll: true }); }, [Boolean(directing.tab)]);
  if (!directing.tab || desk.seat) return null;
  const { View } = TABS[directing.tab];
  const onKeyDown = (event) => (event.key === 'Escape' ? stopDirecting() : desk.narrow && trapTab(event, box.current));
  const modal = desk.narrow ? { role: 'dialog', 'aria-modal': 'true' } : {};
  return html`<aside class="director" aria-label=${t('director')} data-testid="director" ref=${box} onKeyDown=${onKeyDown} ...${modal}>
    <${SheetTitle} text=${t('director')} close=${stopDirecting} />
    <${Tabs} />
    <div class="tab-body" id="director-panel" role="tabpanel" aria-labelledby="tab-${directing.tab}"><${View} key=${directing.tab} /></div>
  </aside>`;
}
