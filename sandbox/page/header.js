/** The strip at the top: what this is, the world's time, adding phones, the director, the language. */
import { html, useLayoutEffect, useRef, useState } from './view.js';
import { desk } from './store.js';
import { ClockButton, ClockPanel } from './clock.js';
import { PeoplePanel } from './people.js';
import { trapTab } from './dialog.js';
import { Icon } from './icons.js';
import { language, switchLanguage, t } from './texts.js';

function Panel({ name, close, children }) {
  const box = useRef(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    (box.current.querySelector('[data-autofocus]') ?? box.current.querySelector('button'))?.focus();
    return () => before?.isConnected && before.focus();
  }, []);
  const onKeyDown = (event) => (event.key === 'Escape' ? close() : trapTab(event, box.current));
  return html`<div class="panel-back" onClick=${(event) => event.target === event.currentTarget && close()}>
    <div class="panel panel-${name}" role="dialog" aria-modal="true" ref=${box} onKeyDown=${onKeyDown}>${children}</div></div>`;
}

function Button({ icon, label, testid, pressed, onClick }) {
  return html`<button class="header-button" aria-label=${label} aria-pressed=${pressed} title=${label} data-testid=${testid} onClick=${onClick}>
    <${Icon} name=${icon} /><span>${label}</span></button>`;
}

/** Draw the header with its panels. */
export function Header({ directing, onDirect }) {
  const [panel, setPanel] = useState(null);
  const close = () => setPanel(null);
  return html`<header class="header">
    <div class="brand"><img src="icon.svg" alt="" width="28" height="28" /><b>${t('desk')}</b></div>
    <div class="banner" role="note" data-testid="banner">${desk.banner}</div>
    <div class="header-tools">
      <${ClockButton} onClick=${() => setPanel('clock')} />
      <${Button} icon="plus" label=${t('add_phone')} testid="add-phone" onClick=${() => setPanel('people')} />
      <${Button} icon="director" label=${t('director')} testid="director-toggle" pressed=${directing} onClick=${onDirect} />
      <button class="header-button language" aria-label=${t('language')} title=${t('language')} data-testid="language" onClick=${switchLanguage}>${language() === 'zh' ? 'EN' : '中'}</button>
    </div>
    ${panel === 'clock' && html`<${Panel} name="clock" close=${close}><${ClockPanel} close=${close} /><//>`}
    ${panel === 'people' && html`<${Panel} name="people" close=${close}><${PeoplePanel} close=${close} /><//>`}
  </header>`;
}
