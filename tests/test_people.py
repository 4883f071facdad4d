"""Persons and organisations that no table knows."""

import pytest

from analysis import candidate_people, find_actors, make_articles, read_actors


def new(text: str) -> list[str]:
    found = candidate_people(make_articles([text]))
    return sorted(found["name"])


PERSONS = [
    ("قال الوزير جون سميث إنه باق", ["جون سميث"]),
    ("التقى وزير الخارجية الروسي السابق إيغور كوزنتسوفسكي وفدا", ["إيغور كوزنتسوفسكي"]),
    ("رئيس الوزراء الهولندي ديك سخوفمان", ["ديك سخوفمان"]),
    ("أكد المتحدث باسم الحكومة سامر القحطوي أن العمل جار", ["سامر القحطوي"]),
    ("وصل محمد بن سالم المنهالي ومريم الزهروي", ["محمد بن سالم المنهالي", "مريم الزهروي"]),
    ("قالت فاطمة المنهالية إن الطريق طويل", ["فاطمة المنهالية"]),
    ("فاز الإسباني رافائيل غوميزوس", ["رافائيل غوميزوس"]),
    ("زار أبو خالد المنهالي المدينة", ["أبو خالد المنهالي"]),
    ("التقى الشيخ محمد بن عبد الكريم المنهالي وفدا", ["محمد بن عبد الكريم المنهالي"]),
    ("قال الخبير عز الدين المنهالي نعم", ["عز الدين المنهالي"]),
    ("أوضح الوزير غنيمان بن مسعود المنهالي ذلك", ["غنيمان بن مسعود المنهالي"]),
    ("مر بعبد الرحمن المنهالي وعبد الصمد الزهروي", ["عبد الرحمن المنهالي", "عبد الصمد الزهروي"]),
    ("حضر جمال المنهالي", ["جمال المنهالي"]),
    ("قال مدير المستشفى الجامعي سالم المنهالي", ["سالم المنهالي"]),
    ("نقل عن الملحن تامر حداد قوله", ["تامر حداد"]),
    ("خلف البابا كليمنضوس السابع عشر سلفه", ["كليمنضوس السابع عشر"]),
    ("شكر الطبيب سالم مقنوي بتلقيح المواشي", ["سالم مقنوي"]),
    ("سجل أشرف زهراوشي هدفا وقال رضا بوسحابة", ["أشرف زهراوشي", "رضا بوسحابة"]),
    ("قال علي زهراوشي على الهواء", ["علي زهراوشي"]),
    ("زار أبو عمار المدينة وأبو أحمد التونسي", ["أبو أحمد التونسي", "أبو عمار"]),
    ("تأهل الإسباني خوانيتو بيريزوس", ["خوانيتو بيريزوس"]),
    ("التقى الدكتور أحمد التوفيق وفدا", ["أحمد التوفيق"]),
    ("في زمن صلاح الدين الأيوبي وسيف الله بن حسين", ["سيف الله بن حسين", "صلاح الدين الأيوبي"]),
    ("وصل السيد ماجد نجم أمس", ["ماجد نجم"]),
    ("حضر سالم المنهالي وعبير الجندي ونعوم شومسكي", ["سالم المنهالي", "عبير الجندي", "نعوم شومسكي"]),
    ("في عهد هشام بن عبد الملك", ["هشام بن عبد الملك"]),
    ("قرأ كتاب جمال عبد الناصر", ["جمال عبد الناصر"]),
    ("قال الوزير عبد الإله الخطيب", ["عبد الإله الخطيب"]),
    ("رفض المدرب ديدييه ديشامبي الاحتفاظ به", ["ديدييه ديشامبي"]),
]


@pytest.mark.parametrize(("text", "expected"), PERSONS)
def test_persons(text, expected):
    assert new(text) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير إن الطريق طويل",
        "وصل رئيس شركة كبيرة",
        "درس في جامعة السلطان قابوس",
        "أشرف على العمل",
        "قال المتحدث باسم الحكومة",
        "أكدت الوزيرة إيضاحات جديدة",
        "كان كامل العدد",
        "وصل السيد ماجد جبل أمس",
        "حصل علي ايضاحاتهما منهم",
        "دخل عالم شيبروكا الواسع",
        "نظرا لوجود شبهات",
        "في موعد من المقرر إجراؤها فيه",
        "فاز فريق شيبروكا الفرنسي بهدف",
        "وجود احترازات كثيرة",
        "انفجر خط أنابيب جيهان التركي",
        "مطالب بجبر الضرر وجبر الضرر",
        "وعزت الشركة ذلك إلى الطقس",
        "قال الوزير معتبرا أن الطريق طويل",
        "وصل الوزير مرفوقا بالوالي",
        "وأضاف مردفا أن الطريق طويل",
        "قرر الوزير إدخال تعديلات",
        "قرر تحسين الوضعية وتحسين المسكن",
        "تظاهروا في شارع محمد المنهالي وفي مطار الملك خالد",
        "نقل إلى مستشفى الحبيب بورقيبة",
        "نقل إلى المستشفى الجامعي سالم المنهالي",
        "في كنيسة سان بيار دارين",
        "أعلنت وفاته رحمه الله",
        "وفي عهد هذا الإمبراطور اتحدت البلاد",
        "اجتمع قادة الدول وقرروا نشأة الفرق",
    ],
)
def test_words_that_are_no_persons(text):
    found = candidate_people(make_articles([text]))
    assert found.loc[found["kind"] == "person", "name"].tolist() == []


ORGANISATIONS = [
    ("أعلنت وزارة الخارجية الأمريكية", ["وزارة الخارجية الأمريكية"]),
    ("تأسس حزب الحرية والتنمية أمس", ["حزب الحرية والتنمية"]),
    ("تخرج في جامعة بيرزيت", ["جامعة بيرزيت"]),
    ("اشترت شركة زوربكس مصنعا", ["زوربكس"]),
    ("قال الاتحاد الدولي للصحفيين", ["الاتحاد الدولي للصحفيين"]),
    ("اجتمعت لجنة حقوق الإنسان اليوم", ["لجنة حقوق الإنسان"]),
    ("درس في جامعة الملك خالد", ["جامعة الملك خالد"]),
    ("نقل إلى مستشفى الحبيب بورقيبة بصفاقس", ["مستشفى الحبيب بورقيبة"]),
    ("أعلنت شركة قطر للغاز نتائجها", ["شركة قطر للغاز"]),
    ("قالت نقابة منتجي المياه نعم", ["نقابة منتجي المياه"]),
    ("قررت اللجنة المذكورة ذلك", []),
    ("نص مجلة الإجراءات الجزائية", []),
    ("حل في المركز الأول", []),
    ("دخلت الوزارة", []),
    ("تعطلت حركة المرور", []),
    ("وصل إلى الشركة أمس", []),
]


@pytest.mark.parametrize(("text", "expected"), ORGANISATIONS)
def test_organisations(text, expected):
    assert new(text) == expected


def test_a_name_once_shown_is_found_elsewhere_and_a_surname_in_its_article():
    articles = make_articles(["قال الوزير جون سميثسون نعم. عاد سميثسون", "رأيت جون سميثسون", "سميثسون وحده"])
    mentions = find_actors(articles)
    found = mentions.loc[mentions["actor"] == "جون سميثسون", ["article", "ref"]]
    assert found.to_numpy().tolist() == [["0", "name"], ["0", "surname"], ["1", "name"]]


def test_a_table_wins_over_a_candidate():
    mentions = find_actors(make_articles(["قال الرئيس فلاديمير بوتين إن الأمر انتهى"]))
    assert mentions["actor"].tolist() == ["فلاديمير بوتين"]
    assert candidate_people(make_articles(["قال الرئيس فلاديمير بوتين إن الأمر انتهى"])).empty


def test_a_candidate_never_cuts_a_name_of_the_table_short():
    mentions = find_actors(make_articles(["دعت منظمة الصحة إلى الهدوء. قالت منظمة الصحة العالمية نعم"]))
    assert mentions["actor"].tolist() == ["منظمة الصحة", "WHO"]


def test_candidates_carry_evidence_count_and_place_and_are_promoted_by_one_call():
    articles = make_articles(["قال الوزير جون سميثسون نعم. عاد سميثسون. وزارة العدل"])
    found = candidate_people(articles)
    assert found["name"].tolist() == ["جون سميثسون", "وزارة العدل"]
    assert found[["count", "articles", "evidence", "kind"]].to_numpy().tolist() == [
        [2, 1, "title", "person"],
        [1, 1, "head", "organisation"],
    ]
    row = found.iloc[0]
    assert articles["text"][0][row["start"] : row["end"]] == "جون سميثسون"
    table = read_actors(found.head(1))
    mentions = find_actors(make_articles(["غاب سميثسون"]), actors=table, candidates=False)
    assert mentions["actor"].tolist() == ["جون سميثسون"]


def test_no_candidates_no_rows():
    for texts in ([], ["نص بلا أسماء"]):
        found = candidate_people(make_articles(texts))
        assert len(found) == 0
        assert list(found.columns)[:4] == ["name", "kind", "count", "articles"]


def test_a_surname_alone_in_the_whole_corpus():
    mentions = find_actors(make_articles(["قال الرئيس فلل."]))
    assert mentions[["text", "ref"]].values.tolist() == [["فلل", "surname"]]


def test_names_are_displayed_with_one_space():
    texts = ["قال الوزير جون\u00a0سميث إنه باق", "ذهب للاتحاد الوطني للأسنان وقال الوزير جون سميث إنه باق"]
    mentions = find_actors(make_articles(texts))
    assert mentions["text"].tolist()[:2] == ["جون\u00a0سميث", "للاتحاد الوطني للأسنان"]
    assert mentions["name"].tolist() == ["جون سميث", "الاتحاد الوطني للأسنان", "جون سميث"]


def test_who_only_gave_a_place_its_name_is_no_actor():
    text = "يقع شارع سالم المنهالي قرب شارع نعوم شومسكي. قال نعوم شومسكي نعم"
    mentions = find_actors(make_articles([text]))
    assert mentions["name"].tolist() == ["نعوم شومسكي"]
    assert "سالم المنهالي" not in mentions["actor"].cat.categories
