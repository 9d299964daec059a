"""What is said of workbooks that cannot be read, and the clicks that mend them."""

from collections.abc import Sequence

from perfcheck.errors import EncryptedError, LayoutError, OpinionsError, WorkbookError

SAVE_AS = "请用 WPS 或 Excel 打开这个文件，另存为“Excel 工作簿（.xlsx）”后重新提交"


def unreadable() -> WorkbookError:
    """No reader can make a workbook of it."""
    return WorkbookError(
        "WBK001",
        "文件已损坏或不是真正的 Excel 工作簿，无法打开",
        f"{SAVE_AS}；打不开的，请用原始文件重新报送。",
    )


def no_xml_book() -> WorkbookError:
    """It says that it is an XML workbook (2003), but is not one, or is cut off."""
    return WorkbookError(
        "FIL009",
        "这是“XML 表格 2003”格式，但内容不完整或不合格式，不能读取",
        "请用 WPS 或 Excel 打开，核对无误后点“文件”“另存为”，类型选“Excel 工作簿（*.xlsx）”，"
        "报送另存的文件；打不开的，请从系统里重新导出。",
    )


def encrypted() -> EncryptedError:
    """It wants a password."""
    return EncryptedError(
        "FIL003",
        "文件设了打开密码，没有密码不能读取",
        "请去掉密码后重新报送。WPS：打开后点“文件”“文档加密”“密码加密”，清空打开密码，保存。"
        "Excel：打开后点“文件”“信息”“保护工作簿”“用密码进行加密”，清空密码，保存。",
    )


def declares_entities() -> WorkbookError:
    """A part holds a document type declaration; no honest workbook does."""
    return WorkbookError(
        "SEC001",
        "文件内部含有不允许的声明（DTD），为安全起见没有读取",
        f"{SAVE_AS}。",
    )


def contradicts() -> WorkbookError:
    """One cell is written twice, or a sheet has two bodies: every reader picks another figure."""
    return WorkbookError(
        "SEC002",
        "工作表内部自相矛盾（同一个单元格写了两次，内容不同），为安全起见没有读取",
        "请用 WPS 或 Excel 打开，核对数字无误后另存为 .xlsx，再重新提交。",
    )


def same_names() -> WorkbookError:
    """Two sheets of one name, which no spreadsheet program lets anybody make."""
    return WorkbookError(
        "SEC002",
        "工作簿里有两张同名的工作表，为安全起见没有读取",
        "请用 WPS 或 Excel 打开（提示修复时点“是”），核对数字无误后另存为 .xlsx，再重新提交。",
    )


def tangled() -> WorkbookError:
    """Elements in elements, or attributes, far beyond what any program writes."""
    return WorkbookError(
        "LIM013",
        "文件内部结构异常（嵌套过深或属性过多），为安全起见没有读取",
        f"{SAVE_AS}。",
    )


def too_long(most: int) -> WorkbookError:
    """One cell holds more text than any cell can."""
    return WorkbookError(
        "LIM014",
        f"有单元格的文字超过 {most} 字，不是正常填写的内容",
        "请用 WPS 或 Excel 打开，删去那个单元格里多余的文字，保存后重新提交。",
    )


def too_many_cells(most: int) -> WorkbookError:
    """A sheet holds more than any form."""
    return WorkbookError(
        "LIM004",
        f"工作表里有内容的单元格超过 {most} 个，不是一张申报表",
        "请只保留申报表，删除其他数据后另存为 .xlsx 重新提交。",
    )


def too_wide(sheet: str, rows: int, columns: int) -> WorkbookError:
    """Something stands so far out that no reader can lay the sheet out in memory."""
    return WorkbookError(
        "LIM004",
        f"工作表“{sheet}”范围过大（到第 {rows} 行、第 {columns} 列）",
        "请用 WPS 或 Excel 打开，选中表格下方和右侧的空行空列，右键“删除”，保存后重新提交。",
    )


def too_many_sheets(found: int, most: int) -> WorkbookError:
    """More sheets than any unit has forms."""
    return WorkbookError(
        "LIM005",
        f"工作簿里有 {found} 张工作表，超过 {most} 张",
        "请只保留申报表所在的工作表，另存为 .xlsx 后重新提交。",
    )


def blank(name: str) -> LayoutError:
    """Nothing stands on any sheet."""
    return LayoutError(
        "LAY002",
        f"“{name}”是空白工作簿，没有任何内容",
        "请确认发送的是填好的申报表，重新提交。",
    )


def no_form(name: str, hidden: Sequence[str]) -> LayoutError:
    """No sheet that can be seen holds the header of an indicator table; `hidden` sheets do."""
    advice = "请使用空白申报表填写；用其他表样的，表头应有“三级指标”“指标值”等栏目。"
    if hidden:
        listed = "、".join(f"“{sheet}”" for sheet in hidden)
        advice = (
            f"填好的表在隐藏的工作表{listed}里：在下方任一工作表标签上右键，点“取消隐藏”，"
            "选中它，保存后重新提交。"
        )
    return LayoutError("LAY001", f"“{name}”里没有找到申报表或自评表的指标表头", advice)


def only_opinions(name: str) -> OpinionsError:
    """The sheet 修改意见 without the form that it is about."""
    return OpinionsError(
        "LAY005",
        f"“{name}”里只有修改意见，没有申报表",
        "请把改好的申报表一起报送；单位的回复请打开这个文件查看。",
    )


def our_results(name: str) -> LayoutError:
    """The workbook that perfcheck itself writes."""
    return LayoutError(
        "LAY004",
        f"“{name}”是核查程序输出的评价结果，不是申报表",
        "不需要处理；请把结果文件放到别的文件夹。",
    )
