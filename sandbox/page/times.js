/** Times as people in China read them: everything is shown in Asia/Shanghai (UTC+8, no daylight saving). */
import { language, t } from './texts.js';

const SHIFT_MS = 8 * 3600 * 1000;
const DAY_MS = 24 * 3600 * 1000;
const WEEKDAYS = { zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'], en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] };
const two = (number) => String(number).padStart(2, '0');

/** The instant's wall clock in Shanghai, as a Date whose UTC fields hold it. */
const local = (ms) => new Date(ms + SHIFT_MS);

/** 09:05 */
export function clockTime(ms) {
  const at = local(ms);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

/** 09:05:07.123, for lists of calls. */
export const preciseTime = (ms) => local(ms).toISOString().slice(11, 23);

/** 3月2日 周一 */
export function dayName(ms) {
  const at = local(ms);
  const weekday = WEEKDAYS[language()][at.getUTCDay()];
  return t('day', { month: at.getUTCMonth() + 1, day: at.getUTCDate(), weekday });
}

/** 2026年3月2日 周一 */
export const fullDay = (ms) => t('full_day', { year: local(ms).getUTCFullYear(), day: dayName(ms) });

/** Number of the local day, to tell days apart. */
export const dayNumber = (ms) => Math.floor((ms + SHIFT_MS) / DAY_MS);

/** The value of a datetime-local field for this instant. */
export const fieldValue = (ms) => local(ms).toISOString().slice(0, 16);

/** The instant a datetime-local field means. */
export const fromField = (value) => Date.parse(`${value}:00Z`) - SHIFT_MS;

/** The first 08:00 after this instant. */
export function nextEight(ms) {
  const today = dayNumber(ms) * DAY_MS - SHIFT_MS + 8 * 3600 * 1000;
  return today > ms ? today : today + DAY_MS;
}

/** The first 08:00 after this instant from Monday to Friday; public holidays are not known here. */
export function nextWorkingMorning(ms) {
  let morning = nextEight(ms);
  while ([0, 6].includes(local(morning).getUTCDay())) morning += DAY_MS;
  return morning;
}

/** 0:07, for voice messages. */
export const duration = (seconds) => `${Math.floor(seconds / 60)}:${two(Math.round(seconds) % 60)}`;
