"""Why a rule says no and what would satisfy it, for every code; particulars stand in braces."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

Text = Any

REFUSALS: dict[str, tuple[Text, Text]] = {
    # finding, seeing, being allowed
    "not_found": (
        _("没有这件投诉，或者您所在的单位看不到它。"), _("请核对编号；需要办理的，请归口管理单位分办给您的单位。")),
    "stage": (
        _("“{step}”只能在“{needed}”时进行，现在是“{stage}”。{winner} 已于 {won_at} {won_by}。"),
        _("载入最新内容，再看现在可以做什么。")),
    "not_yours": (_("“{step}”由{who}办理。"), _("请转告有此岗位的同事，或者请归口管理单位分办。")),
    "conflict": (
        _("{winner} 已于 {won_at} {won_by}，您看到的内容已不是最新。"),
        _("载入最新内容，核对后再提交；您填写的内容还在下面。")),
    "picked_by_another": (_("这项任务已由 {staff} 领取。"), _("请 {staff} 办理，或者放回后再领取。")),
    "nothing_to_pick": (_("没有可以由您领取的任务。"), _("可能刚被同事领走，载入最新内容看看。")),
    "nothing_to_put_back": (_("您手上没有这件投诉的任务。"), _("先领取，才能放回。")),
    "handled_before": (_("这件投诉重新办理前由您承办过。"), _("请本单位另外的人办理。")),
    "maker_is_checker": (_("经办人不能再作审批或复核。"), _("请另外的人审批或复核。")),
    "handler_may_not_call": (_("承办过这件投诉的人不能回访。"), _("请本单位另外的回访员回访。")),
    "handler_may_not_assess": (_("承办过这件投诉的人不能审核定性。"), _("请归口管理单位的另一位同事审核。")),
    # absence, duty, hand-over
    "nothing_to_hand_over": (_("没有可以这样交接的任务。"), _("可能刚办完或者已在此人手上，载入最新内容看看。")),
    "not_your_people": (_("这不在您负责的单位内。"), _("请该单位负责人或者归口管理员办理。")),
    "cannot_take_over": (
        _("“{staff}”没有办理这项任务的岗位，或者不能接触这件投诉。"), _("请另选同事，或者放回本单位的待办。")),
    "away_then": (_("此人那天不在岗。"), _("请另选同事，或者先结束其请假。")),
    "away_already": (_("这段时间已登记不在岗。"), _("先结束原来的一段，再登记新的。")),
    "nothing_to_end": (_("没有可以结束的登记。"), _("可能已经到期或者已由他人结束，载入最新内容看看。")),
    "on_duty_already": (_("此人这段时间已排班。"), _("请改时间，或者先撤下原来的班次。")),
    "works_elsewhere": (_("此人那天在该单位没有岗位。"), _("请从本单位人员中选择。")),
    "open_work_stays": (_("还有 {count} 项任务在此人手上。"), _("请先在“值班与交接”的交接清单中交接，再办理离任。")),
    "in_the_future": (_("不能是将来的日期。"), _("到那一天再办理。")),
    # reorganisation
    "day_has_passed": (_("生效日不能早于今天。"), _("填写今天或者将来的日期。")),
    "the_bank_itself": (_("全行本身不能迁移、合并或者撤销。"), _("请选择下级机构。")),
    "units_below_stay": (_("它下面还有机构。"), _("请先迁移或者合并下级机构。")),
    "only_office": (_("它是“{unit}”唯一的归口管理单位。"), _("请先为该范围指定另一个归口管理单位。")),
    "closed_with_successor": (_("撤销不填承接机构。"), _("有承接机构的，请选择合并。")),
    "target_missing": (_("目标机构不存在、已停用或者将停用。"), _("请另选一个长期有效的机构。")),
    "into_itself": (_("不能迁入或者并入它自己或者它的下级。"), _("请另选机构。")),
    "hangs_there_already": (_("它现在就隶属“{unit}”。"), _("请另选机构。")),
    "takes_nothing_over": (_("“{unit}”不能承接投诉。"), _("请另选能办理投诉的机构。")),
    "work_goes_nowhere": (_("还有 {count} 项未了结，撤销后无人承接。"), _("请改为合并，指定承接机构；或者先办结、交接。")),
    "change_waits_already": (_("“{unit}”已有一项变更待办。"), _("请先撤回或者等它执行。")),
    "no_such_change": (_("没有这项待办的变更。"), _("可能已经执行或者撤回，载入最新内容看看。")),
    "confirmed_already": (_("这项变更已经复核。"), _("到生效日自动执行。")),
    # what was typed
    "empty": (_("此项必须填写。"), _("填写后再提交。")),
    "too_long": (_("最多 {longest} 字。"), _("请缩短；全文可以作为附件上传。")),
    "unknown": (_("“{value}”不在清单里。"), _("请从清单中选择。")),
    "amount_missing": (_("“{kind}”必须写明金额。"), _("填写大于零的金额，或者去掉这一项。")),
    "received_in_future": (_("收到时间不能晚于现在。"), _("填写银行实际收到的时间。")),
    "delivered_in_future": (_("送达时间不能晚于现在。"), _("填写实际送达的时间。")),
    "due_in_past": (_("要求完成时间已经过去。"), _("填写将来的时间，或者留空按规定时限。")),
    "received_at_stands": (_("收到时间一经登记不能更改。"), _("确有出入的，记一笔说明。")),
    "not_amendable": (_("此项不能更正。"), _("确有出入的，记一笔说明。")),
    "file_too_large": (_("文件超过上限。"), _("请压缩或者拆分成 20 MB 以内的文件。")),
    # authority
    "kind_above_authority": (
        _("{grade} 级权限不能决定“{kind}”。"), _("去掉这一项，或者提交由更高权限的人审批。")),
    "amount_above_authority": (
        _("“{kind}”{asked} 超出 {grade} 级权限的 {limit}。"), _("降低金额，或者提交由更高权限的人审批。")),
    "yearly_above_authority": (
        _("同一客户 365 天内“{kind}”合计 {asked}，超出 {grade} 级累计权限的 {limit}。"),
        _("降低金额，或者提交由更高权限的人审批。")),
    "sum_above_authority": (
        _("息费减免、退费、赔偿合计 {asked}，超出 {grade} 级权限的 {limit}；拆成几项也要合并计算。"),
        _("降低金额，或者提交由更高权限的人审批。")),
    "yearly_sum_above_authority": (
        _("同一客户 365 天内息费减免、退费、赔偿合计 {asked}，超出 {grade} 级累计权限的 {limit}。"),
        _("降低金额，或者提交由更高权限的人审批。")),
    "beyond_authority": (
        _("审批链上没有人有权决定：{asked}。"), _("降低金额，或者请归口管理单位转上级归口。")),
    # units
    "unit_twice": (_("同一个单位只能出现一次。"), _("去掉重复的单位。")),
    "out_of_reach": (_("“{unit}”不在本归口管理单位可以分办的范围内。"), _("请另选单位。")),
    "nobody_to_handle": (_("“{unit}”没有在岗的处理人。"), _("请另选单位，或者请系统管理员补充该单位的处理人。")),
    "own_conduct": (
        _("投诉涉及本单位员工的行为，“{unit}”不能自己调查。"), _("请分办给网点以上的单位，例如分行运营部。")),
    "already_assigned": (_("“{unit}”已经在承办这件投诉。"), _("去掉这个单位。")),
    "not_co_handling": (_("“{unit}”现在没有协办这件投诉。"), _("载入最新内容看看；第一责任部门只能改派。")),
    "below_unanswered": (_("下属单位 {units} 尚未答复。"), _("请等待答复，或者请归口管理单位免除。")),
    "consultation_open": (_("会商尚未登记纪要。"), _("请归口管理单位先登记会商纪要。")),
    "nothing_to_minute": (_("没有等待登记纪要的会商。"), _("载入最新内容看看；需要时先召集会商。")),
    "meets_in_past": (_("会商时间已经过去。"), _("填写将来的时间。")),
    "not_at_the_table": (_("“{unit}”没有参加这次会商。"), _("只登记参加会商的单位的不同意见。")),
    "not_a_partner": (_("所选的不是合作机构。"), _("请从合作机构中选择。")),
    "not_then": (_("时间不能早于 {since}，也不能晚于现在。"), _("填写实际的时间。")),
    "no_lead": (_("还没有第一责任部门。"), _("请归口管理单位先分办。")),
    # the units' work
    "already_answered": (_("已经答复过了。"), _("载入最新内容；需要补充的，记一笔。")),
    "already_arbitrated": (_("归口管理单位已裁定由本单位承办。"), _("请按裁定办理。")),
    "too_late_to_refuse": (_("退办应在 {last} 前提出，逾期即为接受。"), _("请办理，或者与归口管理单位商量改派。")),
    "nothing_to_arbitrate": (_("这个单位没有待裁定的退办申请。"), _("载入最新内容，看看是否已经裁定。")),
    "co_handlers_unanswered": (_("协办单位 {units} 尚未答复。"), _("请等待答复，或者请归口管理单位改派。")),
    # approval, reply, the customer's word
    "nothing_to_approve": (_("没有待审批的处理意见。"), _("载入最新内容，看看是否已经审批。")),
    "not_approved": (_("处理意见还没有审批通过。"), _("审批通过后才能答复客户。")),
    "no_addressee": (_("这是匿名投诉，没有答复对象。"), _("由归口管理单位直接办结，答复留存备查。")),
    "still_time_to_answer": (_("客户在 {until} 前仍可答复。"), _("等到期满，或者登记客户的答复。")),
    "already_called": (_("回访已经完成。"), _("可以办结。")),
    # talking with the customer
    "contacted_in_future": (_("联系时间不能晚于现在。"), _("填写实际联系的时间。")),
    "offer_not_covered": (
        _("“{asked}”没有人批准过，超出您可以当场提出的范围。"),
        _("先申请协商授权，或者只提出授权范围内的方案；已经说出口的，如实记一笔并报告归口管理单位。")),
    "bank_holds_it": (_("“{paper}”由银行自己保存，不得再向客户要。"), _("请从{where}调取。")),
    "already_received": (_("这份材料已经登记收到。"), _("载入最新内容看看。")),
    "mandate_waits": (_("已有一份授权申请在审批。"), _("等待决定；改变主意的，可以直接提出处理意见。")),
    "least_above_most": (_("“{kind}”的最少金额高于最多金额。"), _("请核对范围。")),
    "no_mandate": (_("没有有效的协商授权。"), _("先申请授权，或者提出处理意见。")),
    "mandate_over": (_("授权到 {until} 为止，已经过期。"), _("重新申请授权，或者提出处理意见。")),
    "kind_not_in_mandate": (_("授权中没有“{kind}”。"), _("去掉这一项，或者重新申请授权。")),
    "outside_mandate": (
        _("“{kind}”合计 {asked}，不在授权的 {least} 至 {limit} 之内；拆成几项也要合并计算。"),
        _("请按授权范围议定，或者重新申请授权。")),
    "no_authority": (
        _("此人没有代表客户的授权，或者授权已经过期。"), _("由客户本人同意，或者核验有效的授权材料后再登记。")),
    "papers_missing": (_("还缺少材料：{papers}。"), _("核验齐全后再登记；不齐的，可以先登记为反映人。")),
    "dispute_dates": (_("日期不能晚于今天，结束不能早于开始。"), _("请核对日期。")),
    # the end
    "promises_unproved": (_("承诺还没有全部兑现：{promises}。"), _("每项都有凭证、经另一人复核后才可办结。")),
    "not_replied": (_("还没有答复客户。"), _("答复客户、得到客户的意见后才可办结。")),
    "customer_unanswered": (_("客户还没有答复。"), _("登记客户接受或不接受；期满未答复由系统登记。")),
    "customer_does_not_accept": (_("客户不接受。"), _("重新办理，或者由更高一级的人维持原决定。")),
    "not_called": (_("还没有回访。"), _("由没有参与办理的单位回访后才可办结。")),
    "shares": (_("银行有责任的，责任比例合计应为 100%。"), _("请调整各单位的比例。")),
    "right_to_review_runs": (_("客户申请核查的期限到 {until} 才届满。"), _("届满后由系统归档。")),
    "nothing_to_prove": (_("这项承诺已经兑现或者失效。"), _("载入最新内容看看。")),
    "pay_it": (_("付款类承诺以付款为证，不能直接登记凭证。"), _("请申请付款，由付款单位两人办理。")),
    "not_money": (_("这项承诺不需要付款。"), _("办好后登记凭证，由另一人复核。")),
    "payment_under_way": (_("这项承诺已经申请付款。"), _("等付款单位付清或者退回，再看是否需要重新申请。")),
    "nobody_pays": (_("没有付款单位：责任单位以上没有人有付款岗位。"), _("请管理员设置付款经办复核岗位。")),
    "nothing_to_pay": (_("没有这笔待付的款项，可能已经付清、退回或者失效。"), _("载入最新内容看看。")),
    "nothing_to_settle": (_("这笔付款不需要清算，或者已经清算。"), _("载入最新内容看看。")),
    "nothing_to_break": (_("没有到期未兑现的远期承诺。"), _("载入最新内容看看。")),
    "voucher_used": (_("这个凭证号已经用于另一笔付款。"), _("一张凭证只能用于一笔付款，请核对原件。")),
    "voucher_differs": (_("凭证号与登记的不一致。"), _("请核对原件；登记有误的，请登记人更正。")),
    # the bank itself and its accounts
    "not_a_spreadsheet": (_("这不是可以读取的表格。"), _("请上传 XLSX 文件，最好由本页导出的表格改成。")),
    "preview_expired": (_("试算结果已失效。"), _("请重新选择文件试算，再导入。")),
    "no_such_account": (_("没有登录名 {login}。"), _("请核对登录名；已离任的人员不能发放密码。")),
    "unknown_choice": (_("没有“{value}”这个选项。"), _("请从列出的选项中选择。")),
    "not_administrator": (_("只有系统管理员和安全管理员可以这样做。"), _("请转告管理员。")),
    # keys and calls of the API
    "no_such_key": (_("没有这个密钥，或者它已经吊销。"), _("载入最新内容看看。")),
    "no_role_there": (_("{login} 在“{unit}”没有岗位。"), _("请选择此人任职的单位。")),
    "ends_before_it_begins": (_("截止日期须在开始日期之后。"), _("填写将来的日期，或者留空。")),
    "person_must_sign": (
        _("“{step}”须由本人签署，系统密钥不能办理。"), _("请由有此岗位的同事办理，或者使用本人的密钥。")),
    "no_key": (_("没有有效的接口密钥。"), _("请在 Authorization 中写明 Bearer 和有效的密钥。")),
    "out_of_scope": (_("这个密钥不包含“{scope}”。"), _("请管理员发放包含此项的密钥。")),
    "no_such_address": (_("没有这个地址。"), _("请对照 /api/v1/openapi.json。")),
    "no_such_method": (_("这个地址不接受这种请求方法。"), _("请对照 /api/v1/openapi.json。")),
    "not_json": (_("请求正文不是 JSON。"), _("请以 application/json 发送一个 JSON 对象。")),
    "not_multipart": (_("文件须以表单方式发送。"), _("请以 multipart/form-data 发送。")),
    "personal_in_address": (_("客户的号码不能写在网址里。"), _("请用 POST /complaints/search 查找。")),
    "too_large": (_("请求正文过大。"), _("请缩短；文件最大 20 MB。")),
    "no_database": (_("系统暂时无法连接数据库，没有保存任何内容。"), _("请稍后再试。")),
    "failed": (_("系统出错，没有保存任何内容。"), _("请稍后再试；仍然不行的，告诉系统管理员。")),
    # complaints from a spreadsheet: the file
    "sheet_empty": (_("文件是空的。"), _("请核对文件。")),
    "sheet_other_kind": (_("这是 {kind} 文件，不是表格。"), _("用表格软件打开后另存为 XLSX 或 CSV，再导入。")),
    "sheet_broken": (_("工作簿已损坏（{why}）。"), _("用表格软件打开后另存为 XLSX，再导入。")),
    "sheet_locked": (_("工作簿有密码保护。"), _("去掉密码后再导入。")),
    "sheet_too_large": (_("文件展开后超过上限（{largest} {unit}）。"), _("请拆成几个文件，或者另存为 CSV 再导入。")),
    "sheet_encoding": (
        _("文件不是完好的 {encoding}：第 {byte} 字节（第 {line} 行）无法识别。"),
        _("请修复这一处，或者用 --encoding 指明编码。")),
    "sheet_encoding_unknown": (
        _("看不出文件的编码：第 {byte} 字节（第 {line} 行）既不是 UTF-8，也不像 GB18030。"),
        _("用 --encoding 指明编码（可能是 {perhaps}），或者另存为 UTF-8。")),
    "sheet_cell_too_long": (
        _("从第 {line} 行开始的一个单元格超过 {longest} 字。"), _("多半是少了一个引号，请核对这一行。")),
    "sheet_no_header": (
        _("前 {rows} 行中没有可以识别的表头。"),
        _("表头应有标题、内容或类别一类的列；列名特别的，用 --map 列名=字段 指明。")),
    "sheet_no_tab": (_("没有名为“{value}”的工作表。"), _("可选：{tabs}。")),
    "sheet_no_column": (_("没有名为“{value}”的列。"), _("请照表头的写法填写列名。")),
    "sheet_no_field": (_("没有名为“{value}”的字段。"), _("可选：{fields}；不用的列写 -。")),
    "sheet_no_date": (
        _("没有一列写明银行收到的时间。"),
        _("用 --map 列名=received_at 指明，或者用 --received 给出全部行的收到时间。")),
    # complaints from a spreadsheet: its rows
    "row_slipped": (_("这一行的单元格比表头多，内容可能错位。"), _("含有分隔符的内容请加引号。")),
    "bad_date": (_("不是有效的日期。"), _("请写成 2026-07-01 10:30 这样。")),
    "ambiguous_date": (
        _("日和月分不清，整列也没有旁证。"), _("用 --dates dmy、mdy 或 ymd 指明顺序，或者写成 2026-07-01 这样。")),
    "bad_amount": (_("不是金额。"), _("请写不小于零、最多两位小数的数字，单位为元。")),
    "bad_character": (_("含有空字符（NUL）。"), _("请删去后再导入。")),
    "digits_lost": (_("表格软件已把这个号码当作数值，末尾几位丢失。"), _("把单元格设为文本格式，重新填写号码。")),
    "no_unit": (_("渠道“{value}”没有固定的受理单位。"), _("用 --unit 指明受理单位。")),
    "number_in_file": (_("第 {row} 行已有这个编号，内容不同。"), _("请改正编号，或者合并为一行。")),
    "registered_otherwise": (_("这个编号已登记为 {ref}，内容不同。"), _("需要更正的，请在该投诉件上办理。")),
    # doing it again
    "key_used_otherwise": (_("这个 Idempotency-Key 已经用于另一份内容。"), _("换一个新的，或者原样重发。")),
    "unreadable": (_("提交的内容有误。"), _("请按各项提示改正。")),
}  # fmt: skip
