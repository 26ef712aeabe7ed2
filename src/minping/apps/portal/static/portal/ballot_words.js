// What the ballot page says, Chinese and English side by side.
const WORDS = {
  brand: ["民主评议政风行风", "Citizens' appraisal"],
  large: ["大字", "Large type"],
  normal: ["标准字", "Normal type"],
  other: ["English", "中文"],
  start: ["网上评议", "Your ballot"],
  intro: ["凭领票码领取一张选票，逐个单位选择，最后一次投出。填写可以中断，草稿只存在这台设备上。",
    "Fetch a ballot with your code, answer unit by unit, cast it at the end. You may stop in between; the draft stays on this device only."],
  codeThere: ["领票码已从链接读入。", "Your code was read from the link."],
  fetch: ["领取选票", "Fetch my ballot"],
  typeCode: ["输入领票码", "Type your code"],
  codeHelp: ["印在纸条上，13位，如 ABCD-EFGH-JKMN-7。不分大小写，横线可不输。", "13 characters on your slip, like ABCD-EFGH-JKMN-7. Capitals and hyphens do not matter."],
  mine: ["打开这台设备上已领的选票", "Open the ballot fetched on this device"],
  wait: ["请稍候…", "One moment…"],
  unreadable: ["领票码不完整或有一位输错。请对照纸条再输一次。", "The code is incomplete or has a wrong character. Compare it with your slip and try again."],
  refused: ["这个码现在不能领票。可能是输错、已经用过、因多次输错被锁定，或本轮没有开放。", "No ballot can be fetched with this code now: it may be mistyped, used already, locked after wrong tries, or the round is not open."],
  refusedHelp: ["若您已在这台设备领过票，请打开已领的选票；若码被锁定或设备遗失，请致电评议办。", "If you fetched your ballot on this device, open that one; if the code is locked or the device lost, call the office."],
  otherTicket: ["这个码正在另一台设备或另一个浏览器里领票。请回到那里继续。", "This code is being used on another device or in another browser. Go on there."],
  tooMany: ["现在输错码的人太多，为防猜码暂停片刻。请一分钟后再试。", "Too many wrong codes are being tried just now. Try again in a minute."],
  offline: ["网络中断。什么都没有丢失，恢复后再试一次即可。", "No network. Nothing is lost; try again once it is back."],
  unfinished: ["上次领票没有完成，可以接着领。", "Fetching was not completed last time; you can go on."],
  call: ["评议办：{office}", "Office: {office}"],
  phone: ["电话：{phone}", "Telephone: {phone}"],
  otherWays: ["也可以请评议办寄送纸质问卷，或接受电话访问。", "The office can also send a paper form or interview you by telephone."],
  chooser: ["这台设备上有{n}张选票", "There are {n} ballots on this device"],
  nth: ["第{n}张：{title}", "No. {n}: {title}"],
  cardDone: ["已投出", "cast"],
  cardOpen: ["未投出", "not cast"],
  cardSending: ["未确认", "not confirmed"],
  another: ["用另一个码领票", "Fetch with another code"],
  closes: ["截止：{day}", "Closes: {day}"],
  asked: ["共{units}个单位、{questions}项，约需{minutes}分钟。", "{units} units, {questions} questions, about {minutes} minutes."],
  askedOne: ["评议单位：{unit}，共{questions}项。", "About {unit}: {questions} questions."],
  secrecy: ["怎样保密", "How it is kept secret"],
  secret1: ["选票里没有您的姓名、手机号和领票码。领票与投票分在两台服务器上，都不记时间和先后。", "The ballot holds neither your name, your number nor your code. Fetching and casting are on two servers; neither keeps time or order."],
  secret2: ["如实告知：现在这一版，管理员若同时盯着两台服务器的实时请求，仍可能把人和票对上。介意的话，领票后过些时候、换一个网络再投出。", "To be honest: in this version an administrator who watches live requests on both servers at once could still match you and your ballot. If this worries you, cast later and from another network."],
  secret3: ["投出后任何页面都不再显示您选了什么，这台设备上的草稿随即清除。截止前可以改投，以最后一次为准。", "After casting no page shows what you chose and the draft is wiped. Until the close you may cast again; the last one counts."],
  device: ["改投凭据存在这台设备的浏览器里。用无痕模式，关闭窗口后就不能继续或改投；借用的设备，投完请清除凭据。", "What lets you cast again stays in this browser. In a private window it is gone when you close it; on a borrowed device clear it afterwards."],
  noStore: ["这个浏览器不允许保存数据：请一次填完，关闭页面后不能继续，也不能改投。", "This browser does not let pages keep data: finish in one go. After closing the page you can neither go on nor cast again."],
  clock: ["按这台设备的时钟，现在不在投票期内；设备时钟可能不准，以票箱为准。", "By this device's clock the round is not open. The clock may be wrong; the ballot box decides."],
  manifest: ["本轮清单指纹：{hash}（应与邀请、公告上的前20位一致）", "Fingerprint of this round: {hash} (as on invitations and posters)"],
  begin: ["开始评议", "Begin"],
  goOn: ["继续填写（已评{done}/{units}）", "Go on ({done} of {units} done)"],
  where: ["第{n}个，共{units}个", "{n} of {units}"],
  doneCount: ["已评{done}个", "{done} done"],
  prev: ["上一个", "Previous"],
  next: ["下一个", "Next"],
  prevUndone: ["上一个未评", "Previous undone"],
  nextUndone: ["下一个未评", "Next undone"],
  toReview: ["检查并投出", "Review and cast"],
  index: ["目录", "Index"],
  clear: ["清除本单位的选择", "Clear this unit"],
  cleared: ["已清除。", "Cleared."],
  indexTitle: ["单位目录", "All units"],
  show: ["显示", "Show"],
  all: ["全部（{n}）", "All ({n})"],
  undone: ["未评完（{n}）", "Not done ({n})"],
  search: ["按名称查找", "Find by name"],
  found: ["找到{n}个单位", "{n} units found"],
  markDone: ["已评", "done"],
  markPart: ["评了{a}/{b}项", "{a} of {b}"],
  markNone: ["未评", "not done"],
  rest: ["其余未评的一律记“{word}”", "Mark all the rest '{word}'"],
  restTitle: ["其余未评的一律记“{word}”？", "Mark all the rest '{word}'?"],
  restWhat: ["将有{units}个单位的{questions}项记为“{word}”。投出前可以撤销，也可以逐个再改。", "{questions} questions about {units} units will be marked '{word}'. Until you cast you can undo this or change each one."],
  restLeft: ["另有{n}项的选项里没有“{word}”，将留空。", "{n} further questions have no option '{word}' and stay blank."],
  restYes: ["确认，一律记“{word}”", "Yes, mark them '{word}'"],
  restNo: ["不，返回", "No, go back"],
  restDone: ["已将{n}项记为“{word}”。", "{n} questions were marked '{word}'."],
  undo: ["撤销刚才的“一律记”", "Undo marking the rest"],
  undoDone: ["已撤销。", "Undone."],
  review: ["检查选票", "Review your ballot"],
  reviewHelp: ["投出前请看一遍。点单位名可以修改。", "Look through it before you cast. Choose a unit to change it."],
  sums: ["{units}个单位全部评完，{partly}个没有评完，{blank}项留空。", "{units} units complete, {partly} not complete, {blank} questions blank."],
  blankHelp: ["留空的项按方案处理，不影响其他各项。", "Blank questions are treated as the plan says; the others count."],
  blank: ["留空", "blank"],
  cast: ["投出选票", "Cast my ballot"],
  castHelp: ["投出后草稿清除，页面不再显示您的选择。", "The draft is wiped then, and no page shows your choices."],
  nothing: ["还没有选择任何一项，不能投出。", "Nothing is answered yet; the ballot cannot be cast."],
  sending: ["正在投出…", "Casting…"],
  unconfirmed: ["未确认", "Not confirmed"],
  unconfirmedWhy: ["票箱还没有回音，选票可能已到，也可能没到。同一张选票会自动重发，不会算两次。请不要关闭此页。", "The box has not answered; your ballot may or may not have arrived. The same ballot is sent again by itself and never counts twice. Keep this page open."],
  again: ["现在重发", "Send again now"],
  inSeconds: ["{n}秒后自动重发", "Sent again in {n} seconds"],
  tooOften: ["两次投出须间隔半分钟，同一张选票最多投20次。将自动重发，请稍候。", "Two castings must be half a minute apart, 20 at most. It is sent again by itself; please wait."],
  busy: ["票箱暂时不能收票，选票还没有计入。将自动重发。", "The box cannot take ballots for the moment; yours is not counted yet. It is sent again by itself."],
  done: ["已计入 ✓", "Counted ✓"],
  doneWhy: ["票箱已收下您的选票。您选了什么，这里和任何页面都不再显示。", "The box has taken your ballot. What you chose is shown neither here nor on any other page."],
  revoteWhy: ["截止前可以改投：从空白选票重新填起，以最后一次为准。", "Until the close you may cast again, starting from an empty ballot; the last one counts."],
  revote: ["重新填一张", "Fill in another one"],
  wipe: ["清除这台设备上的凭据", "Clear this device"],
  wipeTitle: ["清除凭据？", "Clear it?"],
  wipeWhy: ["清除后，这台设备上不再留有这张选票的任何数据，也不能再改投。已计入的选票不受影响。", "Nothing of this ballot stays on this device then, and you cannot cast again. A ballot that was counted stays counted."],
  wipeYes: ["确认清除", "Yes, clear it"],
  wiped: ["已清除。可以关闭此页。", "Cleared. You may close this page."],
  stale: ["这张选票已在另一个窗口投出了较新的一次，以那一次为准；这一次没有计入。", "A newer version of this ballot was cast in another window; that one counts, this one does not."],
  closedTitle: ["本轮已截止", "The round is closed"],
  closed: ["票箱不再收票，这一次没有计入；此前计入的选票仍然有效。草稿已从这台设备清除。", "The box takes no more ballots and this one was not counted; what was counted before remains. The draft was wiped from this device."],
  badTitle: ["选票未被收下", "The ballot was not taken"],
  bad: ["票箱认为这张选票与本轮不符（{status}），没有计入。草稿仍在，请刷新页面再投一次；若仍不行，请致电评议办。", "The box says that this ballot does not fit the round ({status}); it was not counted. The draft is kept: reload and cast again, and call the office if that fails."],
  wrongTitle: ["本轮清单不一致，已停止", "The round's list differs: stopped"],
  wrong: ["票箱给出的清单与领票时的不是同一份，为安全起见不能继续。请致电评议办，并报出下面两个指纹。", "The list that the box gives is not the one your ballot was issued for, so the page stops for safety. Call the office and name both fingerprints."],
  wrongHashes: ["应为 {a}；实为 {b}", "expected {a}; found {b}"],
  gone: ["票箱里没有这一轮，可能已经结束。", "The box does not know this round; it may be over."],
  noCrypto: ["这个浏览器缺少保护选票所需的功能（加密随机数），不能在这里投票。请换用新版浏览器，并确认网址以 https 开头。", "This browser lacks what protects your ballot (cryptographic functions); you cannot vote here. Use a current browser and check that the address begins with https."],
  retry: ["再试一次", "Try again"],
  back: ["返回", "Back"],
  elsewhere: ["草稿在另一个窗口里改过，这里已跟上。", "The draft was changed in another window; this one has caught up."],
};

let language = "zh";

export function setLanguage(chosen) {
  language = chosen;
  document.documentElement.lang = chosen === "en" ? "en" : "zh-Hans";
}

export const inEnglish = () => language === "en";

// t("where", {n: 3, units: 173}): the sentence in the language of the page.
export function t(key, values = {}) {
  return WORDS[key][inEnglish() ? 1 : 0].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// A name with an English twin that may be empty.
export const named = (thing) => (inEnglish() && thing.name_en) || thing.name;

export function dayOf(text) {
  const [, y, m, d, hour] = text.match(/^(\d+)-(\d+)-(\d+)T(\d+:\d+)/);
  if (!inEnglish()) return `${y}年${+m}月${+d}日 ${hour}`;
  const month = "January February March April May June July August September October November December".split(" ")[m - 1];
  return `${+d} ${month} ${y}, ${hour}`;
}
