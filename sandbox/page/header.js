/** The strip at the top: what this is, the world's time, the tours, phones, the director, the language. */
import { html, useTopics } from './view.js';
import { desk } from './store.js';
import { direct, directing, stopDirecting } from './directing.js';
import { ClockButton, ClockFace } from './clock.js';
import { Icon } from './icons.js';
import { tours } from './tours.js';
import { language, switchLanguage, t } from './texts.js';

function Button({ icon, label, testid, pressed, onClick }) {
  return html`<button class="header-button" aria-label=${label} aria-pressed=${pressed} title=${label} data-testid=${testid} onClick=${onClick}>
    <${Icon} name=${icon} /><span>${label}</span></button>`;
}

/** A button that opens one panel, and closes the drawer when it shows that. */
const turnTo = (tab) => () => (directing.tab === tab ? stopDirecting() : direct(tab));

function Tools({ tab }) {
  return html`<${ClockButton} pressed=${tab === 'time'} onClick=${turnTo('time')} />
    ${tours.list.length > 0 && html`<${Button} icon="flag" label=${t('tab_tours')} testid="tours-open" pressed=${tab === 'tours'} onClick=${turnTo('tours')} />`}
    <${Button} icon="plus" label=${t('add_phone')} testid="add-phone" pressed=${tab === 'people'} onClick=${turnTo('people')} />
    <${Button} icon="director" label=${t('director')} testid="director-toggle" pressed=${Boolean(tab)} onClick=${() => (tab ? stopDirecting() : direct())} />`;
}

/** Draw the header; who sits at one phone has nothing to direct. */
export function Header() {
  useTopics('directing', 'tours', 'desk');
  const { tab } = directing;
  return html`<header class="header">
    <div class="brand"><img src="icon.svg" alt="" width="28" height="28" /><b>${t('desk')}</b></div>
    <div class="banner" role="note" data-testid="banner">${desk.banner}</div>
    <div class="header-tools">
      <${desk.seat ? ClockFace : Tools} tab=${tab} />
      <button class="header-button language" aria-label=${t('language')} title=${t('language')} data-testid="language" onClick=${switchLanguage}>${language() === 'zh' ? 'EN' : '中'}</button>
    </div>
  </header>`;
}
