/** A point on the drawn map: drag it, tap it, move it with the arrow keys, or type the numbers. */
import { html, useMemo, useRef, useState } from './view.js';
import { MapView, stretch, toMetres, toPoint } from './map.js';
import { Field } from './dialog.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

const WIDTH = 340;
const HEIGHT = 230;
const ARROWS = { ArrowUp: [0, -12], ArrowDown: [0, 12], ArrowLeft: [-12, 0], ArrowRight: [12, 0] };
const SOMEWHERE = { latitude: 21.47, longitude: 109.12 };

function shifted(point, right, down, perPixel) {
  const { x, y } = toMetres(point);
  const scale = perPixel * stretch(point.latitude);
  const moved = toPoint({ x: x + right * scale, y: y + down * scale });
  return { latitude: Number(moved.latitude.toFixed(6)), longitude: Number(moved.longitude.toFixed(6)) };
}

function useDrag(point, setPoint, perPixel) {
  const start = useRef(null);
  const ratio = (event) => WIDTH / event.currentTarget.clientWidth;
  return {
    onPointerDown: (event) => {
      start.current = { x: event.clientX, y: event.clientY, point, moved: false };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event) => {
      const from = start.current;
      if (!from) return;
      const [right, down] = [event.clientX - from.x, event.clientY - from.y];
      from.moved ||= Math.hypot(right, down) > 4;
      if (from.moved) setPoint(shifted(from.point, -right * ratio(event), -down * ratio(event), perPixel));
    },
    onPointerUp: (event) => {
      const from = start.current;
      start.current = null;
      if (!from || from.moved) return;
      const box = event.currentTarget.getBoundingClientRect();
      setPoint(shifted(point, (event.clientX - box.left - box.width / 2) * ratio(event), (event.clientY - box.top - box.height / 2) * ratio(event), perPixel));
    },
    onKeyDown: (event) => {
      const arrow = ARROWS[event.key];
      if (!arrow) return;
      event.preventDefault();
      setPoint(shifted(point, arrow[0], arrow[1], perPixel));
    },
  };
}

/** The presets as small pins, leaving out those that would cover one another. */
function apart(presets, perPixel) {
  const kept = [];
  for (const preset of presets) {
    const at = toMetres(preset);
    const isFree = kept.every(({ x, y }) => Math.abs(x - at.x) > 90 * perPixel || Math.abs(y - at.y) > 34 * perPixel);
    if (isFree) kept.push({ ...at, latitude: preset.latitude, longitude: preset.longitude, label: preset.name });
  }
  return kept;
}

function PickMap({ phone, point, setPoint, accuracy }) {
  const [perPixel, setPerPixel] = useState(1.5);
  const pins = useMemo(() => [...apart(phone.presets, perPixel), { ...point, accuracy }], [point, accuracy, perPixel]);
  const zoom = (by) => () => setPerPixel(Math.min(60, Math.max(0.2, perPixel * by)));
  return html`<div class="pick-map">
    <div class="pick-area" tabindex="0" role="application" aria-label=${t('pick_hint')} data-testid="pick-map" ...${useDrag(point, setPoint, perPixel)}>
      <${MapView} ...${point} metresPerPixel=${perPixel} width=${WIDTH} height=${HEIGHT} pins=${pins} /></div>
    <div class="zoom"><button type="button" class="round" aria-label=${t('zoom_in')} onClick=${zoom(0.5)}><${Icon} name="plus" /></button>
      <button type="button" class="round" aria-label=${t('zoom_out')} onClick=${zoom(2)}><${Icon} name="minus" /></button></div>
  </div>`;
}

const PERIODS = [[0, () => t('live_no')], [900, () => t('minutes', { n: 15 })], [3600, () => t('hours', { n: 1 })], [28800, () => t('hours', { n: 8 })]];

/** Pick a point; `onPick` gets it with accuracy and live period. */
export function PointPicker({ phone, purpose, onPick }) {
  const first = phone.place ?? phone.presets[0] ?? SOMEWHERE;
  const [point, setPoint] = useState({ latitude: first.latitude, longitude: first.longitude });
  const [accuracy, setAccuracy] = useState('20');
  const [period, setPeriod] = useState(0);
  const number = (key) => (event) => Number.isFinite(event.target.valueAsNumber) && setPoint({ ...point, [key]: event.target.valueAsNumber });
  const pick = (event) => {
    event.preventDefault();
    onPick({ ...point, horizontal_accuracy: Number(accuracy) || undefined, live_period: period || undefined });
  };
  return html`<form class="form" onSubmit=${pick}>
    <${PickMap} phone=${phone} point=${point} setPoint=${setPoint} accuracy=${Number(accuracy)} />
    <div class="pair">
      <${Field} label=${t('latitude')} type="number" step="any" min="-85" max="85" value=${point.latitude} onInput=${number('latitude')} data-testid="latitude" />
      <${Field} label=${t('longitude')} type="number" step="any" min="-180" max="180" value=${point.longitude} onInput=${number('longitude')} data-testid="longitude" />
    </div>
    <div class="pair">
      <${Field} label=${t('accuracy_m')} type="number" min="0" max="1500" value=${accuracy} onInput=${(event) => setAccuracy(event.target.value)} data-testid="accuracy" />
      ${purpose === 'send' && html`<label class="labelled"><span>${t('live_for')}</span><select value=${period} data-testid="live-period" onChange=${(event) => setPeriod(Number(event.target.value))}>
        ${PERIODS.map(([seconds, text]) => html`<option value=${seconds}>${text()}</option>`)}</select></label>`}
    </div>
    <button class="big" data-testid="send-point">${t(purpose === 'send' ? 'send_location' : 'move_here')}</button>
  </form>`;
}
