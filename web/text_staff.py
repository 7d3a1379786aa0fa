"""The strings of the staff workspaces 查找 and 指标与项目; `web.text` hands them on with all the others."""

from __future__ import annotations

# 查找: the form and its hits
FIND_QUERY = "查找原文字句"
FIND_PLACEHOLDER = "输入原文里的词语，例如：养老床位"
FIND_GO = "查找"
FIND_HELP = "空格表示“且”，| 表示“或”，加引号表示整句"
FIND_OPTIONS = "范围与选项"
FIND_WHERE = "范围"
FIND_PARTS: dict[str, str] = {"body": "正文", "box": "专栏", "appendix": "附件", "glossary": "名词解释"}
FIND_CHAPTER = "章"
FIND_ALL_CHAPTERS = "全部章节"
FIND_FOLD = "字形"
FIND_FOLD_WIDTH = "不分全角半角和大小写"
FIND_FOLD_TRADITIONAL = "不分繁体简体"
FIND_MORE = "再显示{step}处"
FIND_SAVE_CSV = "导出 CSV"
FIND_SAVE_WORD = "导出 Word"
FIND_NO_PART = "请至少选择一个范围"
FIND_EMPTY = "输入词语，逐字查找规划全文"
FIND_EMPTY_HINTS = (
    "养老 床位：同一段里两个词都有",
    "学前教育|幼儿园：有其中一个就算",
    "“公共文化设施”：按整句查找，原文换行不影响",
)
FIND_COUNT = "共找到 {hits} 处，分布在 {places} 个段落或条目"
FIND_READ_AS = "按此查找：{reading}"
FIND_BY_PHRASE = "{phrase} {count} 处"
FIND_BY_CHAPTER = "各章分布"
FIND_TIMES = "{count} 处"
FIND_NOTHING = "没有找到“{reading}”"
FIND_NOTHING_HINTS = (
    "换一个更短的词，例如只留两三个字",
    "检查“范围与选项”里是否限定了章节",
    "打开“不分全角半角和大小写”或“不分繁体简体”再试",
    "不确定原文怎么写时，可以到“问答”用平常话提问",
)
OPEN_AT = "打开原文：{label}"
NEAR = "相近表述"
NEAR_EMPTY = "查找后，这里列出意思相近、字面不同的原文。"
NEAR_WAITING = "正在查找意思相近的原文……"
NEAR_FAILED = "这次没能查找意思相近的原文，逐字查找的结果不受影响。"
NEAR_NOTHING = "没有意思相近的原文。"
NEAR_SCORE = "相近度 {percent}%"
FIND_FILE = "查找_{reading}"
FIND_CSV_HEAD = ("序号", "出处", "标题", "命中词语", "上下文", "正式引注", "起始位置", "结束位置")
FIND_DOCX_TITLE = "原文查找结果"
FIND_DOCX_LINES = ("查找内容：{reading}", "共 {hits} 处，{places} 个段落或条目。以下文字均为规划原文，命中处加亮。")

# 指标与项目: the tables, the form above them, the charts
SHEET_SORT_BY = "按{column}排序"
SHEET_NOTHING = "没有符合条件的条目"
SHEET_NOTHING_HINT = "请减少筛选条件，或换一个词查找。"
SHEET_SHOWN = "共 {shown} 条"
SHEET_SHOWN_OF = "筛选出 {shown} 条，共 {total} 条"
OUTCOMES: dict[str, str] = {
    "met": "达到目标",
    "missed": "未达目标",
    "not_comparable": "统计口径变化，不作比较",
}
NOT_JUDGED = "未列完成值"
OUTCOME_SIGNS: dict[str, str] = {"met": "✓", "missed": "✗", "not_comparable": "≈"}
CITATION = "正式引注"
FILE_INDICATORS, FILE_PROJECTS = "指标", "项目"
DESK_COLUMNS: dict[str, str] = {
    "number": "序号",
    "period": "规划期",
    "category": "类别",
    "name": "指标名称",
    "unit": "单位",
    "target": "目标值",
    "completion": "完成值",
    "outcome": "完成情况",
    "attribute": "属性",
    "agencies": "责任单位",
    "note": "备注",
    "place": "出处",
    "project": "项目名称",
    "task": "建设任务",
}
CHART_COMPLETION_AXIS = "完成值÷目标值（%）"
CHART_TARGET = "目标（100%）"
CHART_HOVER = "{name}<br>目标 {target}，完成 {completion}（{unit}）<br>{outcome}"
CHART_AGENCY_AXIS = "指标数（个）"
CHART_CATEGORY_AXIS = "项目数（个）"
DESK_INDICATORS = "指标（{count}）"
DESK_PROJECTS = "项目（{count}）"
DESK_CHARTS = "图表"
DESK_SEARCH = "在表内查找"
DESK_INDICATOR_HINT = "例如：绿化"
DESK_PROJECT_HINT = "例如：医院"
DESK_ALL = "全部"
DESK_SORT = "排序"
DESK_ORDER = "顺序"
DESK_UP, DESK_DOWN = "升序", "降序"
DESK_PLAIN_ORDER = "原文顺序"
DESK_SAVE_CSV = "下载 CSV"
DESK_SAVE_XLSX = "下载 Excel"
DESK_TABLE_OF = "{title}：{what}"
CHART_COMPLETION = "“十二五”完成值相当于目标值的比例"
CHART_AGENCY = "各责任单位的指标数"
CHART_CATEGORY = "各类重点项目数"
DESK_DONE_LINE = (
    "“十二五”{total}项指标中，{met}项达到目标，{missed}项未达目标，{other}项因统计口径变化不作比较（图中未列）。"
)
DESK_NO_INDICATORS = "本规划没有指标表。"
DESK_NO_PROJECTS = "本规划没有项目表。"
