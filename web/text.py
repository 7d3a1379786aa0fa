"""Every string that the page shows, in one place. Simplified Chinese; `web.hant` turns it into Traditional."""

from __future__ import annotations

from web.text_staff import *  # noqa: F403  every string is had from here

PRODUCT = "规划问答"
TAGLINE = "用平常话问规划，每句回答都能点回原文"
NOTICE = "自动检索生成，以原文为准"
BASED_ON = "依据"
ISSUED = "印发"
SKIP = "跳到提问框"
OPENING = "正在打开规划问答……"
NO_SCRIPT = "本页需要启用 JavaScript 才能提问；规划全文可直接阅读："
FULL_TEXT = "规划全文"

TAB_ASK = "问答"
TAB_READ = "原文"
TAB_FIND = "查找"
TAB_DESK = "指标与项目"
MORE_TABS = "更多栏目"
COMING = "这一栏正在准备，请先使用“问答”和“原文”。"

TOOLS = "显示设置"
TOOL_SIZE = "大字"
TOOL_CONTRAST = "高对比"
TOOL_DARK = "深色"
TOOL_HANT = "繁體"
SIZES = ("标准字号", "大字号", "特大字号")

WELCOME = "想了解越秀区的哪项规划？"
WELCOME_HINT = "直接输入问题，也可以从下面的例子开始。没有写进规划的事，会如实告诉您。"
EXAMPLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("指标", ("到2020年每千人口医疗机构床位数要达到多少？", "“十三五”有哪些约束性指标？")),
    ("养老", ("什么是“虚拟养老院”？", "民办养老机构床位要占多少？")),
    ("教育", ("“立体学区”是怎么回事？", "学前教育有什么安排？")),
    ("医疗", ("社区看病、转大医院，规划是怎么安排的？", "家庭医生签约服务怎么推进？")),
    ("交通", ("停车难的问题打算怎么解决？", "地铁十一号线区里要配合做什么？")),
    ("住房与城区", ("老楼加装电梯有安排吗？", "街坊住的老房子会改造吗？")),
    ("产业", ("四大主导产业指的是哪些产业？", "北京路文化核心区要建成什么样？")),
    ("项目", ("“十三五”重点项目一共有多少个？", "“十三五”有哪些重大基础设施工程？")),
)

QUESTION = "您的问题"
PLACEHOLDER = "例如：每千人床位目标是多少？"
SEND = "发送"
STOP = "停止"
CLEAR = "清空"
EXPORT_MD = "导出 Markdown"
EXPORT_DOCX = "导出 Word"
PRINT = "打印"
VISIT = "本次提问"
CONVERSATION = "问答记录"
TURN = "第{number}问"
STOPPED = "已停止。可以修改问题后再问。"
CLEARED = "已清空。"
EMPTY = "请先输入问题。"
FAILED = "抱歉，这次没能回答。请稍后再试，或换个问法。"
LOADING = "正在准备检索模型，通常十几秒，准备好后会自动回答……"
NOT_READY = "检索模型没有准备好，请稍后再试。"
NETWORK = "网络连接断开了，请检查后重试。"

STAGES: dict[str, str] = {"understand": "理解", "search": "查找", "verify": "核对"}
STAGE_NOW: dict[str, str] = {
    "understand": "正在理解问题",
    "search": "正在规划里查找",
    "verify": "正在与原文核对",
}

ANSWER = "回答"
SOURCES = "出处"
SOURCE_MARK = "出处{number}：{label}，查看原文"
OPEN_SOURCE = "查看原文"
QUOTES_CHECKED = "原文核对一致"
QUOTES_CHECKED_HELP = "答案引用的每一句都与规划原文逐字核对过"
FIGURES_CHECKED = "数字已核对"
FIGURES_CHECKED_HELP = "答案里的每个数字都能在所列出处找到，或由表格逐行数出"
SEARCHED_AS = "按规划用语检索："
UNDERSTOOD_AS = "理解为："
RELATED = "规划里相近的内容"
FURTHER = "还可以看"
BETTER = "可以换这样问"
NEXT = "接着问"
REFUSED: dict[str, str] = {
    "not_in_plan": "规划里没有写到这件事",
    "out_of_scope": "这不属于本规划的范围",
    "unsafe": "这个要求无法照办",
    "unclear": "没太看明白这个问题",
}
REFUSED_OTHER = "规划里没有找到依据"
TABLE = "表格"
ALL_ROWS = "逐行查看（共{count}行）"
FOLDED_FROM = 4  # rows
NO_TABLE_VALUE = "—"

COPY = "复制"
COPIED = "已复制"
COPY_FAILED = "没能复制，请长按选取"
LINK = "链接"
LINK_COPIED = "链接已复制"
AGAIN = "重新回答"
GOOD = "有用"
BAD = "有问题"
WHAT_WRONG = "哪里不对？"
REASONS: dict[str, str] = {"wrong": "答错", "source": "出处不对", "missed": "没答到点", "other": "其他"}
WORDS = "补充说明（可不填）"
SUBMIT = "提交"
CANCEL = "取消"
THANKS = "谢谢，已记下。"

PANEL = "原文出处"
CLOSE = "关闭"
IN_READER = "在原文中打开"
PREVIOUS = "上一段"
NEXT_PASSAGE = "下一段"
NO_PASSAGE = "没有找到这一处原文。"
NO_PLAN = "没有编号为“{plan}”的规划，现在显示的是《{title}》。"
PANEL_LOADING = "正在取原文……"

CONTENTS = "目录"
READER_LOADING = "正在取规划全文……"
READER_FAILED = "没能取到规划全文，请刷新页面再试。"
BOX = "专栏{number}"
GLOSSARY = "名词解释"
NOTE_BUTTON = "注释：{term}"
COPY_ADDRESS = "复制{label}这一处的链接"
PREFACE = "前言"
CLOSING = "文末印发信息"
APPENDIX = "附件{number}"
BACK_TO_TOP = "回到顶部"

COLUMNS: dict[str, str] = {
    "number": "序号",
    "name": "名称",
    "indicator": "指标",
    "category": "类别",
    "unit": "单位",
    "target": "目标值",
    "completion": "完成值",
    "agencies": "责任单位",
    "agency": "责任单位",
    "attribute": "属性",
    "period": "规划期",
    "task": "建设内容",
    "value": "数值",
    "count": "数量",
    "met": "是否完成",
    "place": "出处",
    "label": "出处",
    "note": "备注",
}
BOX_COLUMNS: dict[str, tuple[str, ...]] = {
    "十二五": ("category", "number", "name", "unit", "target", "completion", "agencies"),
    "十三五": ("category", "number", "name", "unit", "target", "attribute", "agencies"),
}
YES = "是"
NO = "否"

VERSION = "版本"
SOURCE_OF = "原文来源"
EXPORT_TITLE = "规划问答记录"
EXPORT_QUESTION = "问"
EXPORT_ANSWER = "答"
EXPORTED_AT = "导出时间"

BAD_REQUEST = "提交的内容不完整，请刷新页面后再试。"
TOO_LONG = "内容太长。"


def script_strings() -> dict[str, object]:
    """What the page's script says by itself."""
    return {
        "copied": COPIED,
        "copyFailed": COPY_FAILED,
        "linkCopied": LINK_COPIED,
        "thanks": THANKS,
        "network": NETWORK,
        "noPassage": NO_PASSAGE,
        "panelLoading": PANEL_LOADING,
        "readerFailed": READER_FAILED,
        "sizes": list(SIZES),
        "moreTabs": MORE_TABS,
        "close": CLOSE,
        "previous": PREVIOUS,
        "following": NEXT_PASSAGE,
        "inReader": IN_READER,
        "panel": PANEL,
        "notice": NOTICE,
        "noPlan": NO_PLAN,
        "exportTitle": EXPORT_TITLE,
    }
