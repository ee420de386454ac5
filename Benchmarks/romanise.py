"""SQL that brings names in Bengali, Devanagari and Latin script near one another.

What a careful user of a general tool writes in an afternoon: a table of letters, a few spellings
of one sound, a list of titles; no dictionary of names.
    folded(text)    ধনেশ্বর, Dhaneswar → danisbar; হক, Hoque → ak, akui
    skeleton(text)  of a folded text, its vowels left out but for the first of a word: dnsbr, ak
Both are macros, best run once over distinct words: names have many rows and few words.
"""

DEVANAGARI = "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहअआइईउऊऋएऐओऔािीुूृेैोौ्ंःँ़ळ"
AS_BENGALI = "কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলবশষসহঅআইঈউঊঋএঐওঔািীুূৃেৈোৌ্ংঃঁ়ল"

# Letter by letter.  The last four (virama, visarga, nasal dot, nukta) have no letter: dropped.
BENGALI = "কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহৎংঅআইঈউঊএঐওঔািীুূেৈোৌৃঋ্ঃঁ়"
AS_LATIN = "kkggnccjjnttddnttddnpfbbmjrlssshtnaaiiuuiiauaiiuuiiaurr"

# Letters with a nukta, as one code point and as two.
NUKTA = {
    "\u09dc": "r",
    "\u09a1\u09bc": "r",
    "\u09dd": "r",
    "\u09a2\u09bc": "r",
    "\u09df": "y",
    "\u09af\u09bc": "y",
}
SOUNDS = {"ph": "f", "ck": "k", "x": "ks", "oo": "u", "ou": "u", "au": "u"}
LETTERS = ("qzvwoeyh", "kjbbaii")  # h, the last, goes: kh, sh, th, Rahman
DOUBLES = {2 * letter: letter for letter in "aiubcdfgjklmnprst"}
# The vowel that Indian scripts leave unwritten stands between two consonants.
UNWRITTEN = r"'([ক-হyr])([ক-হyr])', '\1a\2', 'g'"

# Titles and such, as their skeletons.
TITLES = "md m mst msmt ms mct sr srmt smt mrt mrtm lt sbrg sb s a u d".split()


def replaced(text, pairs):
    """Nested calls of replace()."""
    for old, new in pairs.items():
        text = f"replace({text}, '{old}', '{new}')"
    return text


def macros():
    """The statements that make the macros."""
    indic = replaced(f"translate(x, '{DEVANAGARI}', '{AS_BENGALI}')", NUKTA)
    for _ in range(2):  # twice, as the pairs overlap
        indic = f"regexp_replace({indic}, {UNWRITTEN})"
    sounds = replaced("romanised(lower(x))", SOUNDS)
    folded = replaced(f"translate({sounds}, '{LETTERS[0]}', '{LETTERS[1]}')", DOUBLES)
    starts = replaced("' ' || x", {f" {vowel}": f" {vowel.upper()}" for vowel in "aiu"})
    skeleton = replaced(f"translate({starts}, 'aiu', '')", DOUBLES)
    return [
        f"""CREATE MACRO romanised(x) AS CASE WHEN strlen(x) = length(x) THEN x
            ELSE translate({indic}, '{BENGALI}', '{AS_LATIN}') END""",
        f"CREATE MACRO folded(x) AS {folded}",
        f"CREATE MACRO skeleton(x) AS lower(trim({skeleton}))",
    ]
