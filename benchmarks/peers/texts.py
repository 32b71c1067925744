"""What the bare bots say."""

ASK_LOCATION = "请发送您的位置。"
ASK_REASON = "您离这户 {distance_m} 米，超出了范围。请说明原因。"
DONE = "已签到，谢谢。"
