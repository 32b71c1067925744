/** Location, live location and venue bubbles. */
import { html, useMemo } from './view.js';
import { deed } from './deeds.js';
import { turn } from './screens.js';
import { worldNow } from './store.js';
import { clockTime } from './times.js';
import { MapView } from './map.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

const WIDTH = 270;
const HEIGHT = 150;

const isLive = (message) => {
  const period = message.location.live_period;
  return Boolean(period) && (period >= 0x7fffffff || (message.date + period) * 1000 > worldNow());
};

function LiveBar({ message, place, own }) {
  const live = isLive(message);
  const at = clockTime((message.edit_date ?? message.date) * 1000);
  const stop = () => deed(place.userId, 'stop_live', { chat_id: place.chatId, message_id: message.message_id });
  const move = () => turn(place.userId, { sheet: { kind: 'location', chatId: place.chatId, moveLive: message.message_id } });
  return html`<div class="live-bar"><span class=${live ? 'live-on' : 'live-off'}><${Icon} name="live" />${t(live ? 'live_location' : 'live_ended')} · ${at}</span>
    ${live && own && html`<span class="live-deeds">
      <button class="soft" data-testid="live-move" onClick=${move}>${t('move')}</button>
      <button class="soft" data-testid="live-stop" onClick=${stop}>${t('stop')}</button></span>`}
  </div>`;
}

function PlaceFacts({ location }) {
  const { latitude, longitude, horizontal_accuracy: accuracy } = location;
  return html`<div class="place-facts"><span>${latitude.toFixed(5)}, ${longitude.toFixed(5)}</span>
    <span>${accuracy ? t('accuracy', { metres: Math.round(accuracy) }) : t('no_accuracy')}</span></div>`;
}

/** Draw where a message points to. */
export function PlaceBubble({ message, place, own }) {
  const location = message.venue?.location ?? message.location;
  const { latitude, longitude, horizontal_accuracy: accuracy, live_period: period } = location;
  const wasLive = Boolean(period ?? message.edit_date); // a stopped one has lost its period, and only live ones are edited
  const pins = useMemo(() => [{ latitude, longitude, accuracy, live: period }], [latitude, longitude, accuracy, period]);
  const perPixel = Math.max(1.4, (accuracy ?? 0) / 58);
  return html`<div class="place-bubble">
    <${MapView} latitude=${latitude} longitude=${longitude} metresPerPixel=${perPixel} width=${WIDTH} height=${HEIGHT} pins=${pins} />
    ${message.venue && html`<div class="venue"><b>${message.venue.title}</b><span>${message.venue.address}</span></div>`}
    ${wasLive ? html`<${LiveBar} message=${message} place=${place} own=${own} />` : null}
    <${PlaceFacts} location=${location} />
  </div>`;
}
