/** Choosing a place: one tap on a preset, or a point on the drawn map. */
import { html, useState } from './view.js';
import { deed } from './deeds.js';
import { phoneOf } from './store.js';
import { toast, topicOn, turn } from './screens.js';
import { Choice, SheetTitle } from './dialog.js';
import { PointPicker } from './pointpicker.js';
import { t } from './texts.js';

const ACTS = { send: 'location', move: 'place', live: 'move_live' };

function purposeOf(sheet) {
  if (sheet.moveLive) return 'live';
  return sheet.place ? 'move' : 'send';
}

/** Send the location, move the live one, or only put the phone somewhere else. */
async function use(phone, sheet, point, name) {
  const userId = phone.user.id;
  const purpose = purposeOf(sheet);
  const { latitude, longitude, horizontal_accuracy: accuracy, live_period: period } = point;
  const where = { latitude, longitude, horizontal_accuracy: accuracy };
  turn(userId, { sheet: null, atEnd: true });
  if (purpose === 'live') return deed(userId, ACTS.live, { ...where, chat_id: sheet.chatId, message_id: sheet.moveLive });
  if (purpose === 'move') return movePhone(userId, where, name);
  return deed(userId, ACTS.send, { ...where, live_period: period, chat_id: sheet.chatId, thread_id: topicOn(userId) });
}

async function movePhone(userId, where, name) {
  if (!(await deed(userId, ACTS.move, where))) return;
  phoneOf(userId).place = where;
  toast(userId, t('moved', { name: name ?? `${where.latitude.toFixed(5)}, ${where.longitude.toFixed(5)}` }));
}

function facts({ horizontal_accuracy: accuracy, live_period: period }) {
  const said = [accuracy ? t('accuracy', { metres: Math.round(accuracy) }) : t('no_accuracy')];
  if (period) said.push(`${t('live_location')} ${t('minutes', { n: Math.round(period / 60) })}`);
  return said.join(' · ');
}

/** Choose where a location is sent from (or where the person goes). */
export function LocationSheet({ phone, sheet, close }) {
  const [onMap, setOnMap] = useState(!phone.presets.length && !phone.place);
  const purpose = purposeOf(sheet);
  const title = t(purpose === 'send' ? 'choose_place' : 'move_where');
  if (onMap) return html`<${SheetTitle} text=${title} close=${close} /><${PointPicker} phone=${phone} purpose=${purpose} onPick=${(point) => use(phone, sheet, point)} />`;
  return html`<${SheetTitle} text=${title} close=${close} />
    <div class="choices">
      ${phone.place && purpose === 'send' && html`<${Choice} icon="live" title=${t('here')} detail=${facts(phone.place)} testid="preset-here" onClick=${() => use(phone, sheet, phone.place)} />`}
      ${phone.presets.map((preset, at) => html`<${Choice} icon=${preset.live_period ? 'live' : 'pin'} title=${preset.name} detail=${facts(preset)}
        testid="preset-${at}" onClick=${() => use(phone, sheet, preset, preset.name)} />`)}
      <${Choice} icon="move" title=${t('on_map')} testid="preset-map" onClick=${() => setOnMap(true)} />
    </div>`;
}
