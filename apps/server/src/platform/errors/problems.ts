/**
 * Every refusal that the API can give: status, what is wrong (title) and what to do (detail), as residents read them.
 * Codes are stable: clients and tests rely on them.
 */
export const PROBLEMS = {
  invalid_input: { status: 400, title: '填写的内容有误', detail: '请按每一栏下面的提示改正后再提交。' },
  malformed_request: { status: 400, title: '请求无法读懂', detail: '请刷新页面后再试一次。' },
  not_signed_in: { status: 401, title: '还没有登录', detail: '请先登录，再继续刚才的操作。' },
  wrong_credentials: { status: 401, title: '手机号或密码不对', detail: '请检查手机号和密码后再试一次。' },
  not_permitted: { status: 403, title: '没有这项权限', detail: '请联系上级区域的管理员。' },
  second_factor_needed: { status: 403, title: '还差一步动态验证码', detail: '管理和审核要用动态验证码登录，请先在账号安全里开启，或输入验证码。' },
  own_role: { status: 403, title: '不能给自己授权', detail: '请由另一位管理员授予。' },
  confirmation_needed: { status: 403, title: '请再确认一次是本人', detail: '请输入密码或短信验证码，再继续刚才的操作。' },
  foreign_origin: { status: 403, title: '请求来自别的网站', detail: '请从本站的页面操作。' },
  not_found: { status: 404, title: '没有找到', detail: '它可能已经下架，或者不在可以查看的范围内。' },
  method_not_allowed: { status: 405, title: '不支持这种操作', detail: '请刷新页面后再试一次。' },
  phone_taken: { status: 409, title: '这个手机号已经注册', detail: '请直接登录；不是本人注册的，请到社区学习中心办理。' },
  already_verified: { status: 409, title: '已经完成实名', detail: '不需要再次提交。' },
  identity_refused: { status: 409, title: '这份证件暂时不能在此核验', detail: '请核对姓名和证件号码；仍然不行，请带证件到社区学习中心办理。' },
  course_not_editable: { status: 409, title: '课程正在审核', detail: '请等审核结束，再修改课程。' },
  course_incomplete: { status: 409, title: '课程还不能提交审核', detail: '请按列出的各项补齐后再提交。' },
  course_not_in_review: { status: 409, title: '课程不在待审状态', detail: '请刷新列表；可能已经有人处理。' },
  course_not_ready: { status: 409, title: '课程还不能发布', detail: '请退回给教师修改，或者等视频准备好再通过。' },
  media_not_ready: { status: 409, title: '视频还在准备', detail: '准备好以后页面会自动更新，请稍等。' },
  media_not_retryable: { status: 409, title: '这个视频不需要重试', detail: '请刷新页面查看最新状态。' },
  role_already_granted: { status: 409, title: '已经有这项授权', detail: '同一个人在这个区域已经有这个角色，期限也有重叠。要改期限，请先收回再授予。' },
  grant_ended: { status: 409, title: '这项授权已经结束', detail: '请刷新列表；可能已经有人收回。' },
  last_platform_admin: { status: 409, title: '这是最后一位平台管理员', detail: '请先授予另一位平台管理员，不设结束日期，再收回这一位。' },
  closing_running: { status: 409, title: '这一年的结算正在进行', detail: '请等它完成后再开始下一次。' },
  payload_too_large: { status: 413, title: '提交的内容太大', detail: '请减小内容后再提交。' },
  upload_too_large: { status: 413, title: '文件太大', detail: '请把视频压缩到 8 GB 以内再上传。' },
  upload_overrun: { status: 413, title: '收到的内容比文件长', detail: '文件可能在上传时改动过，请重新选择文件上传。' },
  upload_offset_conflict: { status: 409, title: '上传没有接上', detail: '已经收到的部分还在，请选择同一个文件继续上传。' },
  upload_finished: { status: 409, title: '文件已经传完', detail: '不能再取消；要换视频，请上传新的文件。' },
  upload_gone: { status: 410, title: '这次上传已经不在了', detail: '请重新选择文件上传。' },
  upload_version_unsupported: { status: 412, title: '上传程序的版本不对', detail: '请刷新页面后重新上传。' },
  upload_busy: { status: 423, title: '这个文件正在从别处上传', detail: '请等另一处的上传停下，再继续。' },
  too_many_attempts: { status: 429, title: '试得太频繁了', detail: '为了安全，请过一会儿再试；着急可以到社区学习中心办理。' },
  unsupported_content_type: { status: 415, title: '内容格式不支持', detail: '请刷新页面后再试一次。' },
  internal_error: { status: 500, title: '服务器出了点问题', detail: '已经记录下来，请过一会儿再试。' },
  unavailable: { status: 503, title: '服务暂时不可用', detail: '正在恢复，学过的内容不会丢，请过一会儿再试。' },
} as const satisfies Record<string, { status: number; title: string; detail: string }>;

export type ProblemCode = keyof typeof PROBLEMS;
