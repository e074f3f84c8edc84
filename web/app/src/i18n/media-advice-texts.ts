import type { Language } from "./languages.js";

const en = {
  mediaRefusedTitle: (what: string): string => `${what} blocked`,
  mediaRefusedText: "The browser does not let this page use it. To allow it:",
  mediaDismissedTitle: (what: string): string => `${what} not allowed yet`,
  mediaDismissedText: "Press “Try again”, and choose “Allow” when the browser asks.",
  mediaSystemTitle: (what: string): string => `${what} blocked by the system`,
  mediaSystemText: "The system does not let this browser use it. To allow it:",
  mediaMissingTitle: (what: string): string => `${what} not found`,
  mediaMissingText: "Plug it in or switch it on; it starts by itself then.",
  mediaBusyTitle: (what: string): string => `${what} in use`,
  mediaBusyText: "Another program or tab seems to be using it. Close that one, then try again.",
  mediaInsecureTitle: (what: string): string => `${what} need a secure page`,
  mediaInsecureText: "Browsers give them only to https:// pages. Open this page with https:// in its address.",
  mediaUnfitTitle: (what: string): string => `${what} cannot do what a call needs`,
  mediaUnfitText: "Plug in another one, then try again.",
  mediaFailedTitle: (what: string): string => `${what} did not start`,
  mediaFailedText: "Try again, or restart the browser if that does not help.",

  // Steps are lines.
  allowInChrome: "Click the icon to the left of the address.\nSwitch Camera and Microphone on.",
  allowInEdge: "Click the lock to the left of the address.\nUnder “Permissions for this site”, set Camera and Microphone to “Allow”.",
  allowInFirefox:
    "Click the crossed-out icon to the left of the address.\nRemove “Blocked” beside Camera and Microphone.\nPress “Try again”, and choose “Allow”.",
  allowInSafari:
    "In the menu bar, choose Safari, then “Settings for This Website”.\nSet Camera and Microphone to “Allow”.\nPress “Try again”.",
  allowInAndroidChrome: "Tap the icon to the left of the address, then “Permissions”.\nAllow Camera and Microphone.",
  allowInAndroidFirefox: "Tap the lock to the left of the address.\nTap Camera and Microphone until they are allowed.\nTap “Try again”.",
  allowInIosSafari: "Tap the icon beside the address, then “Website Settings”.\nSet Camera and Microphone to “Allow”.\nTap “Try again”.",
  allowInIosOther: "Open Settings, then Apps, then this browser.\nSwitch Camera and Microphone on.\nCome back, and tap “Try again”.",
  allowElsewhere: "Open the browser’s settings for this page.\nAllow Camera and Microphone.\nPress “Try again”.",
  allowOnWindows:
    "Open Settings, then “Privacy & security”.\nUnder Camera and under Microphone, let desktop apps have access.\nPress “Try again”.",
  allowOnMac:
    "Open System Settings, then “Privacy & Security”.\nUnder Camera and under Microphone, switch this browser on.\nRestart the browser if macOS asks for it.",
  allowOnAndroid: "Open Settings, then Apps, then this browser, then Permissions.\nAllow Camera and Microphone.\nTap “Try again”.",
  allowOnSystem: "Open the system’s privacy settings.\nLet this browser use camera and microphone.\nPress “Try again”.",
};

const zh: typeof en = {
  mediaRefusedTitle: (what) => `${what}被禁止使用`,
  mediaRefusedText: "浏览器不允许本页使用。允许的方法：",
  mediaDismissedTitle: (what) => `${what}尚未获得允许`,
  mediaDismissedText: "请点“重试”，在浏览器询问时选择“允许”。",
  mediaSystemTitle: (what) => `${what}被系统禁止使用`,
  mediaSystemText: "系统不允许此浏览器使用。允许的方法：",
  mediaMissingTitle: (what) => `没有找到${what}`,
  mediaMissingText: "请接上或打开设备，它会自动启动。",
  mediaBusyTitle: (what) => `${what}正被占用`,
  mediaBusyText: "可能有别的程序或标签页正在使用它。请先关闭，然后重试。",
  mediaInsecureTitle: (what) => `${what}需要安全的页面`,
  mediaInsecureText: "浏览器只允许 https:// 页面使用它们。请用 https:// 开头的地址打开本页。",
  mediaUnfitTitle: (what) => `${what}不符合通话的要求`,
  mediaUnfitText: "请接上另一个设备，然后重试。",
  mediaFailedTitle: (what) => `${what}没能启动`,
  mediaFailedText: "请重试；如果不行，请重启浏览器。",

  allowInChrome: "点击网址左边的图标。\n打开“摄像头”和“麦克风”。",
  allowInEdge: "点击网址左边的锁形图标。\n在“此站点的权限”中，把摄像头和麦克风设为“允许”。",
  allowInFirefox: "点击网址左边带斜线的图标。\n取消摄像头和麦克风旁的“已阻止”。\n点“重试”，然后选择“允许”。",
  allowInSafari: "在菜单栏选择“Safari 浏览器”，再选“此网站的设置”。\n把摄像头和麦克风设为“允许”。\n点“重试”。",
  allowInAndroidChrome: "点网址左边的图标，再点“权限”。\n允许使用摄像头和麦克风。",
  allowInAndroidFirefox: "点网址左边的锁形图标。\n点摄像头和麦克风，直到显示为允许。\n点“重试”。",
  allowInIosSafari: "点网址旁的图标，再点“网站设置”。\n把相机和麦克风设为“允许”。\n点“重试”。",
  allowInIosOther: "打开“设置”，选择“App”，再选此浏览器。\n打开“相机”和“麦克风”。\n回到这里，点“重试”。",
  allowElsewhere: "打开浏览器中本页的设置。\n允许使用摄像头和麦克风。\n点“重试”。",
  allowOnWindows: "打开“设置”，选择“隐私和安全性”。\n在“摄像头”和“麦克风”中，允许桌面应用访问。\n点“重试”。",
  allowOnMac: "打开“系统设置”，选择“隐私与安全性”。\n在“摄像头”和“麦克风”中，打开此浏览器的开关。\n如果 macOS 要求，请重启浏览器。",
  allowOnAndroid: "打开“设置”，依次选择“应用”、此浏览器、“权限”。\n允许使用摄像头和麦克风。\n点“重试”。",
  allowOnSystem: "打开系统的隐私设置。\n允许此浏览器使用摄像头和麦克风。\n点“重试”。",
};

export type MediaAdviceTexts = typeof en;

/** What keeps camera and microphone from a page, and what to do about it in each browser and on each system. It comes with the help that says it. */
export const mediaAdviceTexts: Readonly<Record<Language, MediaAdviceTexts>> = { en, "zh-CN": zh };
