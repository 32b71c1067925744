/** The desk: header, phones side by side (one at a time on a small screen), the director's drawer. */
import { html, render, useTopics } from './view.js';
import { changed } from './topics.js';
import { follow } from './wire.js';
import { apply, desk, focusOn, readDesk, resync, shownPhones, worldNow } from './store.js';
import { unreadOf } from './screens.js';
import { Announcer } from './announcer.js';
import { Avatar, nameOf } from './names.js';
import { Director } from './director.js';
import { Header } from './header.js';
import { Phone } from './phone.js';
import { Viewer } from './viewer.js';
import { Invitation } from './tourlist.js';
import { overhear } from './overheard.js';
import { readTours } from './tours.js';
import { TourGuide } from './tourguide.js';
import { language, t } from './texts.js';

const narrow = matchMedia('(max-width: 720px)');

function Chip({ phone }) {
  const { id } = phone.user;
  useTopics(`unread:${id}`);
  const count = unreadOf(id);
  return html`<button role="tab" class="person-chip" aria-selected=${desk.focus === id} data-testid="switch-${id}" onClick=${() => focusOn(id)}>
    <${Avatar} someone=${phone.user} small /><span><b>${nameOf(phone.user)}</b><small>${phone.note}</small></span>
    ${count ? html`<span class="badge" aria-label=${t('unread', { count })}>${count}</span>` : null}</button>`;
}

function Switcher({ phones }) {
  return html`<div class="switcher" role="tablist" aria-label=${t('desk_phones')}>${phones.map((phone) => html`<${Chip} key=${phone.user.id} phone=${phone} />`)}</div>`;
}

function Phones() {
  const shown = shownPhones();
  const drawn = desk.narrow ? shown.filter((phone) => phone.user.id === desk.focus) : shown;
  if (!shown.length) return html`<div class="empty"><b>${t('no_phones')}</b><p>${t('no_phones_hint')}</p></div>`;
  return html`${desk.narrow && html`<${Switcher} phones=${shown} />`}
    <main class="phones">${drawn.map((phone) => html`<${Phone} key=${phone.user.id} userId=${phone.user.id} />`)}</main>`;
}

const MESSAGES = { wait: 'connecting', lost: 'line_lost', shut: 'cannot_open' };

function Desk() {
  useTopics('desk', 'link');
  const message = MESSAGES[desk.link];
  return html`<${Header} />
    ${message && html`<div class="line-state" role="status">${t(message)}</div>`}
    <${Invitation} />
    <div class="table">
      <div class="surface">${desk.bot && html`<${Phones} />`}</div>
      <${Director} />
    </div><${TourGuide} /><${Viewer} /><${Announcer} />`;
}

function App() {
  useTopics('language');
  return html`<${Desk} key=${language()} />`;
}

function fit() {
  desk.narrow = narrow.matches;
  changed('desk', ...desk.phones.map((phone) => `phone:${phone.user.id}`));
}

function setLink(link) {
  desk.link = link;
  changed('link');
}

let opened = false;
async function onOpen() {
  try {
    await (opened ? resync() : readDesk());
    if (!opened && !desk.seat) readTours();
    opened = true;
    setLink('ok');
  } catch {
    setLink('shut');
  }
}

/** Tell the views when the world's minute turns; a frozen world has no minutes. */
function watchMinutes() {
  let minute = 0;
  setInterval(() => {
    const now = Math.floor(worldNow() / 60000);
    if (now !== minute) changed('minute');
    minute = now;
  }, 1000);
}

function happen(event) {
  apply(event);
  overhear(event);
}

if (location.search) history.replaceState(null, '', location.pathname); // the key is a cookie by now
narrow.addEventListener('change', fit);
fit();
watchMinutes();
document.documentElement.lang = language() === 'en' ? 'en' : 'zh-CN';
render(html`<${App} />`, document.getElementById('app'));
follow(happen, onOpen, () => setLink('lost'));
