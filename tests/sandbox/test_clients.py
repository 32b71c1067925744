"""The sandbox through two independent clients, over HTTP: aiogram and python-telegram-bot."""

import pytest
import telegram
from aiogram import Bot
from aiogram import types as aio
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramRetryAfter,
)

from tests.sandbox.test_messages import PNG


@pytest.fixture
async def aiogram_bot(world, served):
    session = AiohttpSession(api=TelegramAPIServer.from_base(served.api_base))
    async with Bot(world.token, session=session) as bot:
        yield bot


@pytest.fixture
async def ptb_bot(world, served):
    base = f"{served.api_base}/bot"
    bot = telegram.Bot(world.token, base_url=base, base_file_url=f"{served.api_base}/file/bot")
    async with bot:
        yield bot


@pytest.fixture
def group(world, wei):
    return world.add_group("曲湾村", [wei], bot_is_admin=True, admin_ids=(wei,))["id"]


async def talk_with_aiogram(bot, wei):
    markup = aio.InlineKeyboardMarkup(
        inline_keyboard=[[aio.InlineKeyboardButton(text="好", callback_data="ok")]]
    )
    sent = await bot.send_message(wei, "<b>一</b> 😀", parse_mode="HTML", reply_markup=markup)
    assert sent.entities[0].type == "bold"
    edited = await bot.edit_message_text(
        "二", chat_id=wei, message_id=sent.message_id, reply_markup=markup
    )
    assert edited.text == "二"
    await bot.edit_message_reply_markup(chat_id=wei, message_id=sent.message_id)
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_reply_markup(chat_id=wei, message_id=sent.message_id)
    await bot.set_message_reaction(wei, sent.message_id, [aio.ReactionTypeEmoji(emoji="👍")])
    await bot.forward_message(wei, wei, sent.message_id)
    await bot.forward_messages(wei, wei, [sent.message_id])
    await bot.copy_message(wei, wei, sent.message_id)
    await bot.copy_messages(wei, wei, [sent.message_id])
    await bot.pin_chat_message(wei, sent.message_id)
    await bot.unpin_chat_message(wei, message_id=sent.message_id)
    await bot.unpin_all_chat_messages(wei)
    await bot.delete_message(wei, sent.message_id)
    await bot.delete_messages(wei, [sent.message_id])
    return await bot.send_message(wei, "?", reply_markup=markup)


async def share_with_aiogram(bot, wei):
    picture = aio.BufferedInputFile(PNG, "图.png")
    photo = await bot.send_photo(wei, picture, caption="图")
    await bot.edit_message_caption(chat_id=wei, message_id=photo.message_id, caption="画")
    media = aio.InputMediaPhoto(media=aio.BufferedInputFile(PNG, "b.png"), caption="新")
    await bot.edit_message_media(media, chat_id=wei, message_id=photo.message_id)
    items = [aio.InputMediaPhoto(media=aio.BufferedInputFile(PNG, f"{n}.png")) for n in range(2)]
    assert len(await bot.send_media_group(wei, items)) == 2
    sheet = await bot.send_document(wei, aio.BufferedInputFile(b"sheet", "表 格.xlsx"))
    assert sheet.document.file_name == "表 格.xlsx"
    assert (await bot.download(sheet.document.file_id)).read() == b"sheet"
    await bot.send_voice(wei, aio.BufferedInputFile(b"OggS", "v.ogg"), duration=3)
    live = await bot.send_location(wei, 21.45, 109.12, live_period=900)
    where = {"chat_id": wei, "message_id": live.message_id}
    moved = await bot.edit_message_live_location(21.46, 109.13, **where)
    assert moved.location.latitude == 21.46
    assert (await bot.stop_message_live_location(**where)).location.live_period is None
    await bot.send_venue(wei, 21.45, 109.12, "村委会", "曲湾村")
    await bot.send_contact(wei, "8613800000001", "韦")
    await bot.send_chat_action(wei, "typing")


async def introduce_with_aiogram(bot, wei, group):
    await bot.get_me()
    commands = [aio.BotCommand(command="me", description="我")]
    scope = aio.BotCommandScopeChat(chat_id=wei)
    await bot.set_my_commands(commands, scope, "zh")
    assert (await bot.get_my_commands(scope, "zh"))[0].description == "我"
    await bot.delete_my_commands(scope, "zh")
    await bot.set_my_name("帮扶员")
    assert (await bot.get_my_name()).name == "帮扶员"
    await bot.set_my_description("长")
    assert (await bot.get_my_description()).description == "长"
    await bot.set_my_short_description("短")
    assert (await bot.get_my_short_description()).short_description == "短"
    await bot.set_chat_menu_button(chat_id=wei, menu_button=aio.MenuButtonCommands())
    assert (await bot.get_chat_menu_button(chat_id=wei)).type == "commands"
    assert (await bot.get_chat(wei)).first_name == "韦秀英"
    assert (await bot.get_chat_member(group, wei)).status == "creator"
    assert len(await bot.get_chat_administrators(group)) == 2
    assert await bot.get_chat_member_count(group) == 2
    assert (await bot.get_user_profile_photos(wei)).total_count == 0
    assert await bot.leave_chat(group)


async def test_aiogram_plays_every_method(world, wei, group, aiogram_bot):
    asked = await talk_with_aiogram(aiogram_bot, wei)
    query = world.press(wei, asked.message_id, "ok")
    assert await aiogram_bot.answer_callback_query(query, text="好", show_alert=True)
    await share_with_aiogram(aiogram_bot, wei)
    await introduce_with_aiogram(aiogram_bot, wei, group)
    updates = await aiogram_bot.get_updates(timeout=0)
    assert any(update.callback_query for update in updates)
    await aiogram_bot.set_webhook("https://bangfu.example/hook", drop_pending_updates=True)
    assert (await aiogram_bot.get_webhook_info()).url
    with pytest.raises(TelegramConflictError):
        await aiogram_bot.get_updates()
    await aiogram_bot.delete_webhook()
    await aiogram_bot.close()
    await aiogram_bot.log_out()


async def test_aiogram_understands_the_refusals(world, wei, aiogram_bot):
    world.faults.add("429", times=1, retry_after=7)
    with pytest.raises(TelegramRetryAfter) as wait:
        await aiogram_bot.send_message(wei, "x")
    assert wait.value.retry_after == 7
    world.block_bot(wei)
    with pytest.raises(TelegramForbiddenError):
        await aiogram_bot.send_message(wei, "x")


async def talk_with_ptb(bot, wei):
    button = telegram.InlineKeyboardButton("好", callback_data="ok")
    markup = telegram.InlineKeyboardMarkup([[button]])
    sent = await bot.send_message(wei, "<b>一</b> 😀", parse_mode="HTML", reply_markup=markup)
    assert sent.text_html == "<b>一</b> 😀"
    where = {"chat_id": wei, "message_id": sent.message_id}
    await bot.edit_message_text("二", **where, reply_markup=markup)
    await bot.edit_message_reply_markup(**where)
    with pytest.raises(telegram.error.BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(**where)
    await bot.set_message_reaction(**where, reaction="👍")
    await bot.forward_message(wei, wei, sent.message_id)
    await bot.forward_messages(wei, wei, [sent.message_id])
    await bot.copy_message(wei, wei, sent.message_id)
    await bot.copy_messages(wei, wei, [sent.message_id])
    await bot.pin_chat_message(**where)
    await bot.unpin_chat_message(**where)
    await bot.unpin_all_chat_messages(wei)
    await bot.delete_message(**where)
    await bot.delete_messages(wei, [sent.message_id])
    keys = [[telegram.KeyboardButton("位置", request_location=True)]]
    await bot.send_message(wei, "键", reply_markup=telegram.ReplyKeyboardMarkup(keys))
    return await bot.send_message(wei, "?", reply_markup=markup)


async def share_with_ptb(bot, wei):
    photo = await bot.send_photo(wei, PNG, caption="图", filename="图.png")
    where = {"chat_id": wei, "message_id": photo.message_id}
    await bot.edit_message_caption(**where, caption="画")
    await bot.edit_message_media(telegram.InputMediaPhoto(PNG, caption="新"), **where)
    items = [telegram.InputMediaPhoto(PNG) for _ in range(2)]
    assert len(await bot.send_media_group(wei, items, caption="册")) == 2
    sheet = await bot.send_document(wei, b"sheet", filename="表 格.xlsx")
    assert sheet.document.file_name == "表 格.xlsx"
    file = await bot.get_file(sheet.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"sheet"
    await bot.send_voice(wei, b"OggS", duration=3)
    live = await bot.send_location(wei, 21.45, 109.12, live_period=900)
    where = {"chat_id": wei, "message_id": live.message_id}
    await bot.edit_message_live_location(**where, latitude=21.46, longitude=109.13)
    await bot.stop_message_live_location(**where)
    await bot.send_venue(wei, 21.45, 109.12, "村委会", "曲湾村")
    await bot.send_contact(wei, "8613800000001", "韦")
    await bot.send_chat_action(wei, "typing")


async def introduce_with_ptb(bot, wei, group):
    commands = [("me", "我")]
    scope = telegram.BotCommandScopeChat(wei)
    await bot.set_my_commands(commands, scope, "zh")
    assert (await bot.get_my_commands(scope, "zh"))[0].command == "me"
    await bot.delete_my_commands(scope, "zh")
    await bot.set_my_name("帮扶员")
    assert (await bot.get_my_name()).name == "帮扶员"
    await bot.set_my_description("长")
    assert (await bot.get_my_description()).description == "长"
    await bot.set_my_short_description("短")
    assert (await bot.get_my_short_description()).short_description == "短"
    await bot.set_chat_menu_button(wei, telegram.MenuButtonCommands())
    assert (await bot.get_chat_menu_button(wei)).type == "commands"
    assert (await bot.get_chat(wei)).first_name == "韦秀英"
    assert (await bot.get_chat_member(group, wei)).status == "creator"
    assert len(await bot.get_chat_administrators(group)) == 2
    assert await bot.get_chat_member_count(group) == 2
    assert (await bot.get_user_profile_photos(wei)).total_count == 0
    assert await bot.leave_chat(group)


async def test_python_telegram_bot_plays_every_method(world, wei, group, ptb_bot):
    asked = await talk_with_ptb(ptb_bot, wei)
    query = world.press(wei, asked.message_id, "ok")
    assert await ptb_bot.answer_callback_query(query, text="好", show_alert=True)
    await share_with_ptb(ptb_bot, wei)
    await introduce_with_ptb(ptb_bot, wei, group)
    assert any(update.callback_query for update in await ptb_bot.get_updates())
    await ptb_bot.set_webhook("https://bangfu.example/hook", drop_pending_updates=True)
    assert (await ptb_bot.get_webhook_info()).url
    with pytest.raises(telegram.error.Conflict):
        await ptb_bot.get_updates()
    await ptb_bot.delete_webhook()
    await ptb_bot.close()
    await ptb_bot.log_out()


async def test_python_telegram_bot_understands_the_refusals(world, wei, ptb_bot, monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    world.faults.add("429", times=1, retry_after=7)
    with pytest.raises(telegram.error.RetryAfter):
        await ptb_bot.send_message(wei, "x")
    world.block_bot(wei)
    with pytest.raises(telegram.error.Forbidden, match="blocked by the user"):
        await ptb_bot.send_message(wei, "x")
