"""Names of countries, as classifications of other programs have them, to ISO 3166 codes."""

from __future__ import annotations

# English, German, Chinese; countries with an exchange that Yahoo quotes.
_NAMES = {
    "AE": "united arab emirates|uae|vereinigte arabische emirate|阿联酋",
    "AR": "argentina|argentinien|阿根廷",
    "AT": "austria|österreich|奥地利",
    "AU": "australia|australien|澳大利亚",
    "BE": "belgium|belgien|比利时",
    "BR": "brazil|brasilien|brasil|巴西",
    "CA": "canada|kanada|加拿大",
    "CH": "switzerland|schweiz|suisse|瑞士",
    "CL": "chile|智利",
    "CN": "china|people's republic of china|中国",
    "CO": "colombia|kolumbien|哥伦比亚",
    "CZ": "czech republic|czechia|tschechien|tschechische republik|捷克",
    "DE": "germany|deutschland|allemagne|德国",
    "DK": "denmark|dänemark|丹麦",
    "EG": "egypt|ägypten|埃及",
    "ES": "spain|spanien|españa|西班牙",
    "FI": "finland|finnland|芬兰",
    "FR": "france|frankreich|法国",
    "GB": "united kingdom|uk|great britain|vereinigtes königreich|großbritannien|英国",
    "GR": "greece|griechenland|希腊",
    "HK": "hong kong|hongkong|香港",
    "HU": "hungary|ungarn|匈牙利",
    "ID": "indonesia|indonesien|印度尼西亚",
    "IE": "ireland|irland|爱尔兰",
    "IL": "israel|以色列",
    "IN": "india|indien|印度",
    "IS": "iceland|island|冰岛",
    "IT": "italy|italien|italia|意大利",
    "JP": "japan|日本",
    "KR": "south korea|korea|südkorea|republic of korea|韩国",
    "LU": "luxembourg|luxemburg|卢森堡",
    "MX": "mexico|mexiko|墨西哥",
    "MY": "malaysia|马来西亚",
    "NL": "netherlands|niederlande|holland|荷兰",
    "NO": "norway|norwegen|挪威",
    "NZ": "new zealand|neuseeland|新西兰",
    "PE": "peru|秘鲁",
    "PH": "philippines|philippinen|菲律宾",
    "PL": "poland|polen|波兰",
    "PT": "portugal|葡萄牙",
    "QA": "qatar|katar|卡塔尔",
    "RU": "russia|russland|俄罗斯",
    "SA": "saudi arabia|saudi-arabien|沙特阿拉伯",
    "SE": "sweden|schweden|瑞典",
    "SG": "singapore|singapur|新加坡",
    "TH": "thailand|泰国",
    "TR": "turkey|türkiye|türkei|土耳其",
    "TW": "taiwan|台湾",
    "US": "united states|united states of america|usa|vereinigte staaten|us|美国",
    "VN": "vietnam|越南",
    "ZA": "south africa|südafrika|南非",
}
_CODES = {name.casefold(): code for code, names in _NAMES.items() for name in names.split("|")}


def country_code(name: str) -> str:
    """Return the code of a country by its name or by itself, "" where it is not known."""
    told = " ".join(name.split())
    if told in _NAMES:
        return told
    return _CODES.get(told.casefold(), "")
