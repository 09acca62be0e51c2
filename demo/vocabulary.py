"""Which words are the demo country's people and titles made of?

Names are common words of many languages put together at random; they mean no real person. Each
origin lists its family names and given names from the most to the least frequent, because the
drawing is Zipf-like: that is what makes namesakes as common as in a real registry.
"""

from __future__ import annotations

from typing import NamedTuple


class Origin(NamedTuple):
    """Names of one origin, the most frequent first; `share` is its weight among clinicians."""

    name: str
    share: float
    families: tuple[str, ...]
    men: tuple[str, ...]
    women: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


ENGLISH = Origin(
    "english",
    0.44,
    _words(
        "Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Thomas Moore"
        " Jackson Martin Lee Thompson White Harris Clark Lewis Robinson Walker Young Allen King"
        " Wright Scott Hill Green Adams Nelson Baker Hall Campbell Mitchell Carter Roberts"
        " Phillips Evans Turner Parker Collins Edwards Stewart Morris Murphy Cook Rogers Morgan"
        " Cooper Peterson Reed Bailey Kelly Howard Ward Cox Richardson Watson Brooks Wood James"
        " Bennett Gray Hughes Price Myers Long Foster Sanders Ross Powell Sullivan Russell"
        " Jenkins Perry Butler Barnes Fisher Henderson Coleman Simmons Patterson Jordan Reynolds"
        " Hamilton Graham Wallace West Cole Hayes Bryant Gibson Ellis Stevens Ford Marshall Owens"
        " McDonald Harrison Woods Kennedy Wells Henry Freeman Webb Tucker Burns Crawford Olson"
        " Simpson Porter Hunter Gordon Mason Hunt Black Daniels Palmer Mills Nichols Grant Knight"
        " Ferguson Stone Dunn Perkins Hudson Spencer Gardner Payne Pierce Berry Matthews Arnold"
        " Willis Ray Watkins Carroll Duncan Snyder Hart Cunningham Lane Andrews Harper Fox Riley"
        " Armstrong Carpenter Weaver Greene Lawrence Elliott Chapman Lawson Fields Ryan O'Brien"
        " O'Connor O'Neill McCarthy MacLeod Fitzgerald Whitfield Thornbury Ashworth Pemberton"
        " Holloway Kingsley Langford Merriweather Nightingale Osgood Prescott Quincy Radcliffe"
        " Sheffield Templeton Underhill Vance Wetherby Yardley Smith-Jones Taylor-Reed"
    ),
    _words(
        "James John Robert Michael David William Richard Joseph Thomas Charles Daniel Matthew"
        " Mark Paul Steven Andrew Kevin Brian Jeffrey Timothy Scott Eric Jonathan Stephen Gregory"
        " Benjamin Patrick Samuel Peter Adam Nathan Douglas Zachary Kyle Walter Ethan Jeremy Keith"
        " Christian Roger Sean Austin Carl Dylan Bruce Jordan Bryan Logan Philip Alan Ralph Gabriel"
        " Russell Vincent Louis Bradley Curtis Derek Marcus Neil"
    ),
    _words(
        "Mary Jennifer Elizabeth Susan Jessica Sarah Karen Lisa Nancy Margaret Emily Michelle"
        " Laura Amanda Melissa Rebecca Stephanie Katherine Amy Rachel Anna Emma Nicole Catherine"
        " Christine Heather Julie Victoria Kelly Lauren Megan Andrea Hannah Jacqueline Martha"
        " Teresa Alexis Sara Kathryn Abigail Grace Judith Olivia Danielle Marilyn Diana Natalie"
        " Charlotte Claire Audrey Leah Mary_Ann Allison Paige Erin Caroline Molly Fiona Beatrice"
        " Joanna"
    ),
)
SPANISH = Origin(
    "spanish",
    0.08,
    _words(
        "García Rodríguez Martínez Hernández López González Pérez Sánchez Ramírez Torres Flores"
        " Rivera Gómez Díaz Reyes Morales Cruz Ortiz Gutiérrez Chávez Ramos Ruiz Álvarez Mendoza"
        " Vásquez Castillo Jiménez Moreno Romero Herrera Medina Aguilar Vargas Castro Guzmán"
        " Fernández Muñoz Salazar Soto Delgado Rojas Guerrero Núñez Contreras Domínguez Vega"
        " Molina Campos Navarro Cabrera Ríos Acosta Figueroa Ibáñez Cárdenas Peña Quintero"
        " García-López Martínez-Ruiz de_la_Cruz de_la_Fuente del_Valle da_Silva dos_Santos"
        " Oliveira Pereira Ferreira Carvalho"
    ),
    _words(
        "José Juan Luis Carlos Jorge Miguel Antonio Francisco Manuel Ricardo Fernando Eduardo"
        " Alejandro Javier Rafael Sergio Andrés Pablo Diego Raúl José_Luis João Tomás Iñaki"
    ),
    _words(
        "María Ana Carmen Laura Patricia Gabriela Isabel Claudia Mónica Adriana Elena Lucía"
        " Verónica Rosa Silvia Beatriz Pilar Ana_María Inês Marisol"
    ),
)
GERMANIC = Origin(
    "germanic",
    0.08,
    _words(
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer"
        " Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann"
        " Lange Werner Krause Lehmann Köhler Maier Jäger Groß Günther Weiß Schäfer van_der_Berg"
        " van_Dijk de_Jong de_Vries van_den_Heuvel Bakker Visser Smit Mulder Vos von_Hagen"
        " von_der_Heide Jansen Hansen Johansen Olsen Larsen Andersen Nielsen Jensen Pedersen"
        " Johansson Andersson Karlsson Nilsson Eriksson Lindström Bergström Sørensen Østergaard"
        " Åkesson Virtanen Korhonen Nieminen"
    ),
    _words(
        "Thomas Michael Andreas Stefan Martin Hans-Jürgen Karl-Heinz Jürgen Wolfgang Klaus Jörg"
        " Matthias Lars Erik Jan Pieter Willem Søren Björn Anders Niels Kurt Rolf"
    ),
    _words(
        "Anna Katrin Sabine Ulrike Petra Anke Heike Ingrid Annelies Marijke Eva Karin Kirsten"
        " Sigrid Astrid Anne-Marie Johanna Käthe Birgitta Maren"
    ),
)
FRENCH = Origin(
    "french",
    0.025,
    _words(
        "Martin Bernard Dubois Durand Leroy Moreau Simon Laurent Lefèvre Michel Garnier Rousseau"
        " Blanc Guérin Boyer Fournier Girard Lambert Dupont Mercier Chevalier François Gauthier"
        " Perrin Clément Renard Lévêque Beaulieu Tremblay Gagnon Côté Bouchard Pelletier"
        " de_Villiers du_Plessis d'Aubigny Le_Gall"
    ),
    _words(
        "Jean Pierre Michel Philippe Alain Jean-Pierre Jean-François Luc Étienne François Marc"
        " Antoine Benoît Mathieu Guillaume Rémi Olivier Yves"
    ),
    _words(
        "Marie Isabelle Sylvie Anne Catherine Marie-Claude Hélène Céline Sophie Élise Geneviève"
        " Claire Aurélie Chloé Mathilde Noémie"
    ),
)
ITALIAN = Origin(
    "italian",
    0.04,
    _words(
        "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti"
        " De_Luca Mancini Costa Giordano Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani"
        " Rinaldi Caruso D'Angelo D'Amico Della_Rovere Di_Stefano Lo_Presti Pellegrini Palumbo"
        " Sanna Farina Parisi Villa Bellini Monti"
    ),
    _words(
        "Marco Giuseppe Antonio Giovanni Andrea Francesco Paolo Luca Roberto Stefano Alessandro"
        " Matteo Davide Nicolò Enrico Salvatore"
    ),
    _words(
        "Maria Anna Francesca Laura Paola Giulia Chiara Elena Valentina Silvia Federica Lucia"
        " Martina Caterina Ilaria"
    ),
)
SLAVIC = Origin(
    "slavic",
    0.04,
    _words(
        "Novak Kowalski Nowak Wiśniewski Wójcik Kamiński Lewandowski Zieliński Szymański Dąbrowski"
        " Kozłowski Ivanov Petrov Sidorov Smirnov Popov Volkov Sokolov Kuznetsov Morozov"
        " Shevchenko Kovalenko Bondarenko Horvat Kovač Babić Jurić Petrović Jovanović Nikolić"
        " Dvořák Svoboda Novotný Procházka Černý Kučera Horák Nagy Szabó Tóth Kovács Varga Molnár"
    ),
    _words(
        "Piotr Jan Tomasz Andrzej Paweł Krzysztof Ivan Dmitri Sergei Alexei Nikolai Vladimir"
        " Marek Petr Jiří Luka Goran Zoltán László"
    ),
    _words(
        "Anna Katarzyna Małgorzata Agnieszka Ewa Olga Natalia Irina Tatiana Svetlana Jana Petra"
        " Ivana Milena Zsófia Eszter Katalin"
    ),
)
INDIAN = Origin(
    "indian",
    0.11,
    _words(
        "Patel Shah Kumar Singh Sharma Gupta Reddy Rao Desai Mehta Joshi Agarwal Jain Khan Iyer"
        " Nair Menon Krishnan Subramanian Venkatesan Srinivasan Raman Chandra Das Ghosh Banerjee"
        " Mukherjee Chatterjee Sen Bose Verma Mishra Pandey Tiwari Trivedi Bhatt Parikh Kapoor"
        " Malhotra Chopra Khanna Bhatia Arora Sethi Gill Sidhu Dhillon Naidu Pillai Kulkarni"
        " Deshpande Patil Ahmed Hussain Qureshi Siddiqui Malik Chaudhry Rahman Perera"
    ),
    _words(
        "Rajesh Sanjay Anil Amit Vijay Ravi Suresh Ashok Sunil Rahul Vikram Arun Rakesh Manish"
        " Deepak Nikhil Ajay Arjun Mohammad Imran Harish Gopal Venkata_Ramana"
    ),
    _words(
        "Priya Anita Sunita Kavita Neha Pooja Deepa Meena Lakshmi Anjali Shilpa Swati Nisha Rekha"
        " Divya Aarti Sana Fatima Geetha Padma"
    ),
)
CHINESE = Origin(
    "chinese",
    0.065,
    _words(
        "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Luo Gao Zheng"
        " Liang Xie Tang Deng Feng Han Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye"
        " Cheng Wei Su Lu Ding Ren Shen Yao Ouyang Wong Chan Lau Cheung"
    ),
    _words(
        "Wei Jun Lei Hao Ming Yong Jian Tao Peng Xiao-Ming Zhi-Qiang Jian-Guo Yi-Fan Kai Bin"
        " Guo-Dong Zi-Han Hong-Wei Chun-Yu Bo Chi-Ming Qiang"
    ),
    _words(
        "Yan Li Jing Fang Na Xiu-Ying Mei Hui Ying Xin Yu Xiao-Hong Li-Na Yu-Ting Jia-Yi Qian Lan"
        " Shu-Fen Xue Ting Wan-Ling"
    ),
)
KOREAN = Origin(
    "korean",
    0.03,
    _words("Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Yoo"),
    _words(
        "Min-Jun Sung-Ho Ji-Hoon Hyun-Woo Jae-Hyun Dong-Hyun Seung-Min Young-Ho Kyung-Soo Tae-Yang"
    ),
    _words("Ji-Young Min-Ji Soo-Jin Hye-Jin Eun-Kyung Yoon-Hee Su-Bin Mi-Kyung Hae-Won Ji-Eun"),
)
JAPANESE = Origin(
    "japanese",
    0.015,
    _words(
        "Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada"
        " Sasaki Yamaguchi Matsumoto Inoue Kimura Hayashi Shimizu Saito Mori Abe Ikeda Hashimoto"
        " Ogawa Ishikawa Maeda Fujita Okada Goto Ōno Kondō"
    ),
    _words("Hiroshi Takashi Kenji Makoto Akira Kazuo Daisuke Yusuke Shinichi Taro Naoki Satoshi"),
    _words("Yuko Keiko Naomi Yumi Akiko Tomoko Mayumi Kaori Emi Haruka Sakura Yoko"),
)
VIETNAMESE = Origin(
    "vietnamese",
    0.025,
    _words("Nguyen Tran Le Pham Huynh Hoang Phan Vu Vo Dang Bui Do Ngo Duong Ly Dinh"),
    _words("Minh Tuan Hung Duc Anh Long Huy Khoa Quang Thanh Bao Van_Hung"),
    _words("Linh Huong Lan Mai Thu Trang Hoa Phuong Ngoc Thi_Mai Yen Kim"),
)
ARABIC = Origin(
    "near_eastern",
    0.05,
    _words(
        "Ali Hassan Ahmad Ibrahim Mohamed Abdullah Khalil Mansour Haddad Khoury Nasser Saleh Salem"
        " Farah Aziz Hamdan Al-Masri El-Sayed Al-Hashimi Abu-Bakr Karimi Hosseini Ahmadi Rezaei"
        " Moradi Jafari Tehrani Yilmaz Kaya Demir Şahin Çelik Öztürk Aydin Cohen Levy Mizrahi Katz"
        " Friedman Goldberg Shapiro Kaplan Rosenberg Weiss Petrosyan Sarkisian"
    ),
    _words(
        "Mohamed Ahmed Ali Omar Hassan Mahmoud Khaled Youssef Karim Samir Reza Amir Mehmet Mustafa"
        " Yusuf David Daniel Ariel Eitan Tariq"
    ),
    _words(
        "Fatima Layla Mariam Nour Amira Hala Rania Zahra Maryam Leila Nasrin Ayşe Elif Zeynep"
        " Miriam Rachel Noa Dina Yasmin Shirin"
    ),
)
AFRICAN = Origin(
    "african",
    0.03,
    _words(
        "Okafor Adeyemi Okonkwo Eze Nwosu Balogun Adebayo Ogunleye Mensah Owusu Boateng Asante"
        " Osei Kamau Mwangi Otieno Wanjiru Tesfaye Bekele Haile Abebe Diallo Traoré Koné Ndiaye"
        " Dlamini Nkosi Khumalo Mokoena Banda"
    ),
    _words(
        "Emeka Chinedu Oluwaseun Kwame Kofi Tunde Samuel Emmanuel Daniel Abdi Yonas Dawit Sipho"
        " Mamadou"
    ),
    _words("Ngozi Chioma Adaeze Funke Ama Akua Grace Abena Hanna Selam Aminata Thandi Wambui"),
)
ORIGINS = (
    ENGLISH,
    SPANISH,
    GERMANIC,
    FRENCH,
    ITALIAN,
    SLAVIC,
    INDIAN,
    CHINESE,
    KOREAN,
    JAPANESE,
    VIETNAMESE,
    ARABIC,
    AFRICAN,
)

# Letters that are also written in another way in bylines and registries.
TRANSLITERATED = str.maketrans(
    {
        "ü": "ue",
        "ö": "oe",
        "ä": "ae",
        "ß": "ss",
        "ø": "o",
        "å": "a",
        "Ø": "O",
        "Å": "A",
        "Ö": "O",
        "ł": "l",
    }
)
