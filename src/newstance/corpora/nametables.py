"""Names that can stand for one another in a sentence: persons, organisations, countries, by what grammar they need.

Persons are (given name, surname); the two groups agree with *he* and *she*. Organisations and countries are forms that
change together: name, adjective, capital. Names within a group take the same article, so that *the* stays right.
"""

from typing import Final

Person = tuple[str, str]

MEN: Final[tuple[Person, ...]] = (
    ("Donald", "Trump"), ("Barack", "Obama"), ("Joe", "Biden"), ("Bernie", "Sanders"), ("Mitt", "Romney"),
    ("Ted", "Cruz"), ("Marco", "Rubio"), ("Paul", "Ryan"), ("Mike", "Pence"), ("Mitch", "McConnell"),
    ("Vladimir", "Putin"), ("Sergei", "Lavrov"), ("Volodymyr", "Zelensky"), ("Emmanuel", "Macron"),
    ("Olaf", "Scholz"), ("Boris", "Johnson"), ("David", "Cameron"), ("Keir", "Starmer"),
    ("Benjamin", "Netanyahu"), ("Mahmoud", "Abbas"), ("Narendra", "Modi"), ("Shinzo", "Abe"),
    ("Justin", "Trudeau"), ("Viktor", "Orban"), ("Hassan", "Rouhani"), ("John", "Kerry"), ("James", "Comey"),
    ("Jeff", "Sessions"), ("Antonio", "Guterres"), ("Luis", "Moreno"), ("Tomas", "Lindqvist"),
    ("Karim", "Haddad"), ("Peter", "Okafor"), ("Daniel", "Reyes"), ("Andrei", "Popescu"),
)  # fmt: skip
WOMEN: Final[tuple[Person, ...]] = (
    ("Hillary", "Clinton"), ("Angela", "Merkel"), ("Theresa", "May"), ("Nancy", "Pelosi"),
    ("Kamala", "Harris"), ("Elizabeth", "Warren"), ("Sarah", "Palin"), ("Michelle", "Bachmann"),
    ("Loretta", "Lynch"), ("Susan", "Collins"), ("Nikki", "Haley"), ("Ursula", "Leyen"), ("Giorgia", "Meloni"),
    ("Dilma", "Rousseff"), ("Carly", "Fiorina"), ("Christine", "Lagarde"), ("Jacinda", "Ardern"),
    ("Sanna", "Marin"), ("Marine", "Pen"), ("Kirsten", "Gillibrand"), ("Maria", "Santos"),
    ("Ingrid", "Solberg"), ("Leila", "Mansour"), ("Grace", "Mensah"), ("Elena", "Petrova"),
)  # fmt: skip

AMBIGUOUS: Final = frozenset({"May", "Pen", "Leyen", "Abe", "Ryan", "Lynch", "Collins", "Johnson", "Harris", "Moreno"})
"""Surnames that are also words, given names or many people's: they count only after their given name."""

WITH_THE: Final[tuple[tuple[str, ...], ...]] = (
    ("United Nations", "UN"), ("European Union", "EU"), ("International Monetary Fund", "IMF"),
    ("World Bank",), ("World Health Organization", "WHO"), ("African Union", "AU"), ("Red Cross",),
    ("Arab League",), ("European Commission",), ("Kremlin",), ("White House",), ("Pentagon",), ("Taliban",),
    ("Vatican",),
)  # fmt: skip
WITHOUT_THE: Final[tuple[tuple[str, ...], ...]] = (
    ("NATO",), ("Hamas",), ("Hezbollah",), ("Greenpeace",), ("Amnesty International", "Amnesty"), ("OPEC",),
    ("Human Rights Watch",), ("Google",), ("Facebook",), ("Microsoft",), ("Boeing",), ("Toyota",),
    ("Gazprom",), ("Volkswagen",), ("Airbus",), ("Huawei",), ("UNICEF",),
)  # fmt: skip

COUNTRIES: Final[tuple[tuple[str, ...], ...]] = (
    ("Russia", "Russian", "Moscow"), ("China", "Chinese", "Beijing"), ("France", "French", "Paris"),
    ("Germany", "German", "Berlin"), ("Japan", "Japanese", "Tokyo"), ("Turkey", "Turkish", "Ankara"),
    ("Poland", "Polish", "Warsaw"), ("Spain", "Spanish", "Madrid"), ("Syria", "Syrian", "Damascus"),
    ("Mexico", "Mexican", "Mexico City"), ("Cuba", "Cuban", "Havana"), ("Brazil", "Brazilian", "Brasília"),
    ("Greece", "Greek", "Athens"), ("Hungary", "Hungarian", "Budapest"), ("Peru", "Peruvian", "Lima"),
    ("Libya", "Libyan", "Tripoli"), ("Kenya", "Kenyan", "Nairobi"), ("Serbia", "Serbian", "Belgrade"),
    ("Pakistan", "Pakistani", "Islamabad"), ("Norway", "Norwegian", "Oslo"), ("Lebanon", "Lebanese", "Beirut"),
    ("Nigeria", "Nigerian", "Abuja"), ("Venezuela", "Venezuelan", "Caracas"),
    ("Sweden", "Swedish", "Stockholm"),
)  # fmt: skip
VOWEL_COUNTRIES: Final[tuple[tuple[str, ...], ...]] = (
    ("Iran", "Iranian", "Tehran"), ("Iraq", "Iraqi", "Baghdad"), ("Israel", "Israeli", "Jerusalem"),
    ("India", "Indian", "New Delhi"), ("Italy", "Italian", "Rome"), ("Egypt", "Egyptian", "Cairo"),
    ("Australia", "Australian", "Canberra"), ("Austria", "Austrian", "Vienna"), ("Ireland", "Irish", "Dublin"),
    ("Argentina", "Argentine", "Buenos Aires"), ("Ethiopia", "Ethiopian", "Addis Ababa"),
    ("Albania", "Albanian", "Tirana"),
)  # fmt: skip
