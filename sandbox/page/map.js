/** A small drawn map: parcels, lanes, ponds and houses made from the coordinates alone, so the same place always looks the same. */
import { html, memo } from './view.js';
import { t } from './texts.js';

const EARTH_M = 6378137;
const RADIANS = Math.PI / 180;

/** Mercator metres of a point. */
export function toMetres({ latitude, longitude }) {
  return { x: EARTH_M * longitude * RADIANS, y: -EARTH_M * Math.log(Math.tan(Math.PI / 4 + (latitude * RADIANS) / 2)) };
}

/** The point at these mercator metres. */
export function toPoint({ x, y }) {
  const latitude = (2 * Math.atan(Math.exp(-y / EARTH_M)) - Math.PI / 2) / RADIANS;
  return { latitude, longitude: x / EARTH_M / RADIANS };
}

/** Mercator metres per real metre at a latitude. */
export const stretch = (latitude) => 1 / Math.cos(latitude * RADIANS);

function chance(i, j, salt) {
  let seed = (Math.imul(i, 374761393) + Math.imul(j, 668265263) + Math.imul(salt, 974634777)) | 0;
  seed = Math.imul(seed ^ (seed >>> 13), 1274126177);
  return ((seed ^ (seed >>> 16)) >>> 0) / 4294967296;
}

const cellSize = (perPixel) => 2 ** Math.ceil(Math.log2(perPixel * 34));

function grid(centre, perPixel, width, height) {
  const size = cellSize(perPixel);
  const left = centre.x - (width / 2) * perPixel;
  const top = centre.y - (height / 2) * perPixel;
  const corner = (i, j) => {
    const x = (i + 0.5 * chance(i, j, 1) - 0.25) * size;
    const y = (j + 0.5 * chance(i, j, 2) - 0.25) * size;
    return `${((x - left) / perPixel).toFixed(1)} ${((y - top) / perPixel).toFixed(1)}`;
  };
  const cells = [];
  for (let i = Math.floor(left / size) - 1; i * size < left + width * perPixel + size; i++) {
    for (let j = Math.floor(top / size) - 1; j * size < top + height * perPixel + size; j++) cells.push([i, j]);
  }
  return { cells, corner };
}

const parcel = (corner, i, j) => `M${corner(i, j)}L${corner(i + 1, j)}L${corner(i + 1, j + 1)}L${corner(i, j + 1)}Z`;
const modulo = (number, by) => ((number % by) + by) % by;

function lanes({ cells, corner }) {
  const down = cells.filter(([i]) => modulo(i, 4) === 0).map(([i, j]) => `M${corner(i, j)}L${corner(i, j + 1)}`);
  const across = cells.filter(([, j]) => modulo(j, 3) === 0).map(([i, j]) => `M${corner(i, j)}L${corner(i + 1, j)}`);
  return down.concat(across).join('');
}

function houses({ cells, corner }) {
  return cells.filter(([i, j]) => modulo(i, 4) === 0 && chance(i, j, 4) > 0.45).map(([i, j]) => {
    const [x, y] = corner(i, j).split(' ').map(Number);
    return `M${x + 5} ${y + 6}h7v6h-7zM${x + 14} ${y + 8}h5v5h-5z`;
  }).join('');
}

function land({ cells, corner }) {
  const kinds = ['', '', '', '', ''];
  for (const [i, j] of cells) {
    const draw = chance(i, j, 3);
    kinds[draw > 0.95 ? 4 : Math.floor(draw * 4)] += parcel(corner, i, j);
  }
  return kinds.map((d, kind) => html`<path key=${kind} class="land land-${kind}" d=${d} />`);
}

function scaleBar(perPixel, latitude) {
  const real = perPixel / stretch(latitude);
  const metres = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000].find((m) => m / real > 34) ?? 20000;
  return { metres, pixels: metres / real };
}

function Pin({ x, y, live, label }) {
  if (live) return html`<g><circle class="pin-halo" cx=${x} cy=${y} r="15" /><circle class="pin-live" cx=${x} cy=${y} r="7" /></g>`;
  return html`<g class=${label ? 'pin small' : 'pin'} transform="translate(${x} ${y}) scale(${label ? 0.6 : 1})">
    <path d="M0 0C-3-7-11-12-11-20a11 11 0 0 1 22 0C11-12 3-7 0 0z" /><circle cx="0" cy="-20" r="4.2" />
    ${label && html`<text y="12">${label}</text>`}
  </g>`;
}

/** Draw the map around `centre` (a point) with pins: [{latitude, longitude, label?, live?, accuracy?}]. */
export const MapView = memo(({ latitude, longitude, metresPerPixel, width, height, pins }) => {
  const perPixel = metresPerPixel * stretch(latitude);
  const centre = toMetres({ latitude, longitude });
  const parts = grid(centre, perPixel, width, height);
  const bar = scaleBar(perPixel, latitude);
  const at = (pin) => {
    const { x, y } = toMetres(pin);
    return { x: width / 2 + (x - centre.x) / perPixel, y: height / 2 + (y - centre.y) / perPixel };
  };
  return html`<svg class="map" viewBox="0 0 ${width} ${height}" role="img" preserveAspectRatio="xMidYMid slice"
      aria-label=${t('map_of', { latitude: latitude.toFixed(5), longitude: longitude.toFixed(5) })}>
    <rect class="land-0" width=${width} height=${height} />
    ${land(parts)}
    <path class="lane-edge" d=${lanes(parts)} /><path class="lane" d=${lanes(parts)} />
    <path class="house" d=${houses(parts)} />
    ${pins.filter((pin) => pin.accuracy).map((pin) => html`<circle class="accuracy" r=${pin.accuracy / metresPerPixel} cx=${at(pin).x} cy=${at(pin).y} />`)}
    ${pins.map((pin) => html`<${Pin} ...${at(pin)} live=${pin.live} label=${pin.label} />`)}
    <g class="scale" transform="translate(8 ${height - 8})">
      <path d="M0-4V0H${bar.pixels.toFixed(1)}V-4" /><text x=${bar.pixels + 5} y="0">${bar.metres >= 1000 ? `${bar.metres / 1000} km` : `${bar.metres} m`} · ${t('sketch')}</text>
    </g>
  </svg>`;
});
