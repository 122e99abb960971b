/** What stands before a part of a thing, or what it is for: «с прокладкой», «для труб». */
export const BESIDE = /(?:^|[\s(,])(?:с|со|для|д|под|к|без|на|от|из)(?:[\s/]|$)/u;
/** The same within the title: what stands before the first of them says what the thing is. */
export const WORD = /[а-яё]{4,}/u;
