"""The languages that a value may be given in, as in 'gist@qu'.

Source: ISO 639-1 for the two-letter codes. Languages that have none, and that people who witnessed state
violence are known to speak, follow with their ISO 639-3 codes; the list grows by one word.
"""

_TWO_LETTERS = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv
dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie
ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv
mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm
rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts
tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_THREE_LETTERS = """
acr agr amc arn arl ceb ckb cab cbi cni cnh cot cuk din dga fuv guc hak hil hne ixl kaa kab kac kek
kjb kmr ksw luo mam mbz mfe miq mos myv nah nch ngu nus nyn pbb prs quc quz quy rhg shi shp shn sat
tca tet tig tob toj tpi tzh tzo tzj wbm yad yaq yua zap zgh zza
"""

LANGUAGES = frozenset(_TWO_LETTERS.split()) | frozenset(_THREE_LETTERS.split())


def is_language(code: str) -> bool:
    """Say whether `code` is a language that values may be given in: 'es', 'qu', 'shp'."""
    return code in LANGUAGES
