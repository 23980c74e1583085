"""The words of the made-up nation, each with its keys for search and sorting, so that a name costs no computing."""

import json
from dataclasses import dataclass
from random import Random

from kurul.kernel.turkish import fold, sort_key


@dataclass(frozen=True, slots=True)
class Words:
    """A text, and what search and sorting need of it, as the columns hold them."""

    text: str
    folded: str
    tr: str

    @classmethod
    def of(cls, text: str) -> "Words":
        """Compute the keys, once for each word."""
        return cls(text, fold(text), sort_key(text))

    def __add__(self, other: "Words") -> "Words":
        """Both, a blank between them: so are their keys."""
        return Words(f"{self.text} {other.text}", f"{self.folded} {other.folded}", f"{self.tr} {other.tr}")

    @property
    def translated(self) -> str:
        """The column of a TranslatedField: the text in Turkish alone."""
        return json.dumps({"tr": self.text})

    @property
    def sort_keys(self) -> str:
        """The column of the sort keys: the text is shown in both languages, for there is no other."""
        return json.dumps({"tr": self.tr, "en": self.folded})


def _all(text: str) -> tuple[Words, ...]:
    return tuple(Words.of(word.strip()) for word in text.split(","))


PLACES = _all(
    "Adana, Adıyaman, Afyon, Ağrı, Aksaray, Amasya, Ankara, Antalya, Ardahan, Artvin, Aydın, Balıkesir, Bartın, Batman,"
    "Bayburt, Bilecik, Bingöl, Bitlis, Bolu, Burdur, Bursa, Çanakkale, Çankırı, Çorum, Denizli, Diyarbakır, Düzce,"
    "Edirne, Elazığ, Erzincan, Erzurum, Eskişehir, Gaziantep, Giresun, Gümüşhane, Hakkâri, Hatay, Iğdır, Isparta,"
    "İstanbul, İzmir, Kahramanmaraş, Karabük, Karaman, Kars, Kastamonu, Kayseri, Kırıkkale, Kırklareli, Kırşehir,"
    "Kilis, Kocaeli, Konya, Kütahya, Malatya, Manisa, Mardin, Mersin, Muğla, Muş, Nevşehir, Niğde, Ordu, Osmaniye,"
    "Rize, Sakarya, Samsun, Siirt, Sinop, Sivas, Şanlıurfa, Şırnak, Tekirdağ, Tokat, Trabzon, Tunceli, Uşak, Van,"
    "Yalova, Yozgat, Zonguldak"
)
SUBJECTS = _all(
    "Adalet, Afet, Arşiv, Basım, Bilgi İşlem, Bitki, Bütçe, Çevre, Çocuk, Denetim, Deniz, Destek, Dış Ticaret, Eğitim,"
    "Enerji, Engelli, Fikrî Haklar, Gelir, Gıda, Göç, Güvenlik, Haberleşme, Harita, Hava, Hukuk, İletişim, İmar, İskân,"
    "İstatistik, İşgücü, Kalkınma, Kara Yolları, Kırsal, Kültür, Liman, Maden, Mali İşler, Mesleki Eğitim, Mevzuat,"
    "Mühendislik, Nüfus, Orman, Ölçme, Personel, Planlama, Protokol, Ruhsat, Sağlık, Sanayi, Sınav, Sigorta, Sosyal,"
    "Su, Strateji, Şehir, Tapu, Tarım, Teftiş, Ulaşım, Ücret, Üretim, Vakıf, Veri, Yapı, Yatırım, Yayın, Yerel, Zirai"
)
SUFFIXES = tuple(
    Words.of(word)
    for word in ("Bakanlığı", "Genel Müdürlüğü", "Daire Başkanlığı", "Şube Müdürlüğü", "Müdürlüğü", "Birimi")
)
IT_UNIT = Words.of("Bilgi İşlem Dairesi Başkanlığı")
STRATEGY_UNIT = Words.of("Strateji Geliştirme Başkanlığı")
AND = Words.of("ve")
TITLES = _all("Bakan, Genel Müdür, Daire Başkanı, Şube Müdürü, Müdür, Birim Sorumlusu")
CIO_TITLE = Words.of("Müsteşar Yardımcısı")
OTHER_TITLES = _all("Uzman, Müdür Yardımcısı, Mühendis, Çözümleyici, Araştırmacı, Şef, Müfettiş, Danışman")
GIVEN = _all(
    "Ahmet, Ali, Arda, Aslı, Ayşe, Aziz, Bahar, Barış, Berna, Burak, Canan, Cem, Ceren, Çağla, Çetin, Defne, Derya,"
    "Ece, Ekin, Elif, Emre, Esra, Fatma, Ferhat, Gizem, Gökhan, Gül, Hakan, Hale, Hülya, Ilgın, Irmak, İbrahim, İlker,"
    "İpek, Kemal, Kerem, Leyla, Mehmet, Mert, Murat, Nazlı, Nil, Onur, Orhan, Ömer, Özge, Pelin, Pınar, Rüya, Sedat,"
    "Selin, Serkan, Sibel, Şebnem, Şule, Tarık, Tuna, Ufuk, Umut, Ülkü, Ümit, Volkan, Yasemin, Yusuf, Zehra, Zeynep"
)
FAMILY = _all(
    "Acar, Akın, Aksoy, Aktaş, Alkan, Arslan, Aslan, Avcı, Aydın, Bal, Balcı, Başaran, Bilgin, Bozkurt, Bulut,"
    "Candan, Ceylan, Coşkun, Çakır, Çelik, Çınar, Demir, Doğan, Duman, Durmaz, Ekinci, Er, Erdem, Eren, Ergin,"
    "Genç, Gök, Güler, Gündüz, Güneş, Işık, İnan, Kaplan, Kara, Karaca, Kaya, Kılıç, Koç, Korkmaz, Köse, Kurt,"
    "Kuş, Mutlu, Öz, Özdemir, Öztürk, Pala, Polat, Sarı, Sezer, Soylu, Şahin, Şen, Şimşek, Taş, Tekin, Toprak,"
    "Turan, Uçar, Uslu, Ünal, Vural, Yalçın, Yavuz, Yıldız, Yılmaz, Yücel, Zengin"
)


def body_name(dice: Random, depth: int) -> Words:
    """What a body at this depth may be called."""
    if depth == 0:
        return dice.choice(SUBJECTS) + AND + dice.choice(SUBJECTS) + SUFFIXES[0]
    if depth == 2:
        chance = dice.random()
        if chance < 0.04:
            return IT_UNIT
        if chance < 0.07:
            return STRATEGY_UNIT
    if depth >= 3:
        return dice.choice(PLACES) + dice.choice(SUBJECTS) + SUFFIXES[depth]
    return dice.choice(SUBJECTS) + dice.choice(SUBJECTS) + SUFFIXES[depth]
