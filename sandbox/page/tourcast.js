/** The people of a tour: found by name, put on the desk, everybody else set aside meanwhile. */
import { act, get } from './wire.js';
import { desk, readDesk, shownPhones } from './store.js';
import { nameOf } from './names.js';

/** The phone of somebody named in a tour. */
export const phoneNamed = (name) => desk.phones.find((phone) => nameOf(phone.user) === name);

async function bring(name) {
  const phone = phoneNamed(name);
  if (phone) return phone.shown ? undefined : act('show_phone', { user_id: phone.user.id });
  const { people } = await get('/desk/directory');
  const person = people.find((each) => each.name === name);
  if (!person) throw new Error(name);
  return act('show_person', { id: person.id });
}

/** Put the cast on the desk alone; resolves to the ids of those who were set aside. */
export async function castOnly(names) {
  for (const name of names) await bring(name);
  const others = shownPhones().map((phone) => phone.user).filter((user) => !names.includes(nameOf(user)));
  for (const { id } of others) await act('hide_phone', { user_id: id });
  await readDesk();
  return others.map(({ id }) => id);
}

/** Put those back who were set aside. */
export async function bringBack(ids) {
  for (const id of ids) await act('show_phone', { user_id: id }).catch(() => {});
  await readDesk();
}
