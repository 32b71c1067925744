/** Everything that goes over the network, all of it same-origin. */

/** A request the desk refused, with its sentence. */
export class Refused extends Error {}

async function read(response) {
  const body = await response.json().catch(() => null);
  if (!response.ok || !body || body.ok === false) {
    throw new Refused(body?.error ?? `HTTP ${response.status}`);
  }
  return body;
}

/** Read something of the desk. */
export async function get(path) {
  return read(await fetch(path, { credentials: 'same-origin', cache: 'no-store' }));
}

/** Send the desk something as JSON; resolves to the result. */
export async function post(path, content) {
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(content),
  });
  return (await read(response)).result;
}

/** Do something as a person or as the director; resolves to the result. */
export const act = (name, details = {}) => post('/desk/act', { do: name, ...details });

const asQuery = (fields) => new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== ''));

/** Send files from a phone; several pictures become an album. */
export async function upload({ files, ...details }) {
  const query = asQuery(details);
  const form = new FormData();
  for (const file of files) form.append('file', file, file.name);
  const response = await fetch(`/desk/upload?${query}`, { method: 'POST', credentials: 'same-origin', body: form });
  return (await read(response)).result;
}

/** Read the whole desk. */
export const readState = () => get('/desk/state');

/** Read a page of a chat's messages: {before | after | around, thread, limit}; the latest ones if no message is named. */
export async function readHistory(chat, where = {}) {
  const page = await get(`/desk/history?${asQuery({ chat, ...where, thread: where.thread || null })}`);
  page.messages.sort((one, other) => one.message_id - other.message_id);
  return page;
}

/** Find messages by their words in a chat of this phone, the latest first. */
export async function searchChat(user, chat, thread, q) {
  return (await get(`/desk/search?${asQuery({ user, chat, thread: thread || null, q })}`)).hits;
}

/** Read the latest raw calls of the bot. */
export const readCalls = async () => (await get('/desk/calls?limit=200')).calls;

/** The address of a file's bytes. */
export const fileUrl = (fileId) => `/desk/file/${encodeURIComponent(fileId)}`;

/** Follow the desk's events; `onOpen` is called at the start and after every break. */
export function follow(onEvent, onOpen, onLost) {
  const source = new EventSource('/desk/events');
  source.onopen = onOpen;
  source.onerror = () => {
    onLost();
    if (source.readyState === EventSource.CLOSED) setTimeout(() => follow(onEvent, onOpen, onLost), 2000);
  };
  source.onmessage = (event) => onEvent(JSON.parse(event.data));
}
