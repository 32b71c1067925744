/** A link and a code that open one phone alone, for a trainee's own device. */
import { html, useState } from './view.js';
import { post } from './wire.js';
import { shownPhones } from './store.js';
import { nameOf } from './names.js';
import { t } from './texts.js';

/** Whether the link leads to this computer alone: trainees would scan it for nothing. */
const isHereOnly = () => /^(localhost|127\.[\d.]+|\[::1\])$/.test(location.hostname);

/** Choose a phone, get its code. */
export function Seats() {
  const phones = shownPhones();
  const [userId, setUserId] = useState(phones[0]?.user.id);
  const [seat, setSeat] = useState(null);
  const [said, say] = useState('');
  const name = nameOf(phones.find(({ user }) => user.id === Number(userId))?.user);
  const make = (event) => {
    event.preventDefault();
    post('/desk/seat', { user_id: Number(userId) }).then((made) => { setSeat({ ...made, name }); say(''); }, (refusal) => say(refusal.message));
  };
  const copy = () => navigator.clipboard.writeText(seat.url).then(() => say(t('copied')), () => say(t('cannot_copy')));
  return html`<form class="form" onSubmit=${make}><b>${t('seat_title')}</b><p class="muted">${t('seat_hint')}</p>
    <label class="labelled"><span>${t('which_phone')}</span><select value=${userId} data-testid="seat-phone" onChange=${(event) => { setUserId(event.target.value); setSeat(null); }}>
      ${phones.map(({ user, note }) => html`<option value=${user.id}>${nameOf(user)} ${note}</option>`)}</select></label>
    <button class="big" data-testid="seat-make">${t('seat_make')}</button>
    ${seat && html`<div class="seat"><img src=${seat.qr} alt=${t('seat_qr', { name: seat.name })} width="220" height="220" data-testid="seat-qr" />
      ${isHereOnly() && html`<p class="muted" data-testid="seat-here-only">${t('seat_here_only')}</p>`}
      <b>${seat.name}</b><code data-testid="seat-url">${seat.url}</code><button type="button" class="soft" onClick=${copy}>${t('copy')}</button></div>`}
    <p class="said" role="status">${said}</p></form>`;
}
