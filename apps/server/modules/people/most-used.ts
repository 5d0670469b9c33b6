/** Passwords of ten and more characters that lists of leaked ones show most often, in lower case. */
export const mostUsed = new Set(
  `1234567890 12345678910 123456789a 1234567891 0123456789 9876543210 0987654321 1029384756 1122334455
  1234554321 1234567890a 123456789q 12345678901 123456789123 1234512345 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc
  q1w2e3r4t5 q1w2e3r4t5y6 qwertyuiop qwertyuiop123 qwerty1234 qwerty12345 qwerty123456 1234qwerty 123qweasdzxc
  qweasdzxc123 qazwsxedcrfv qwertyuiopasdfghjkl zxcvbnm123 zxcvbnm1234 asdfghjkl1 asdfghjkl123 asdfghjklo
  asdfasdfasdf abcdefghij abcdefghijk abcd123456 abc1234567 abcabcabc1 aaaaaaaaaa 1111111111 0000000000 2222222222
  5555555555 6666666666 7777777777 8888888888 9999999999 1212121212 1231231234 1231231231 password12 password123
  password1234 password12345 password123456 passw0rd12 passw0rd123 passw0rd1234 p@ssw0rd12 p@ssw0rd123 p@ssword123
  password01 password1! password!1 password123! passwordpassword mypassword mypassword1 mypassword123 newpassword
  newpassword1 thepassword yourpassword passworddd administrator administrator1 adminadmin admin12345 admin123456
  admin1234567 adminpassword superadmin superuser1 rootroot12 rootpassword letmein123 letmein1234 letmeinnow
  welcome123 welcome1234 welcome2024 welcome2025 welcome2026 welcome123! changeme12 changeme123 changemenow
  iloveyou12 iloveyou123 iloveyou1234 iloveyou1! iloveyousomuch ilovemyself trustno1234 sunshine12 sunshine123
  princess12 princess123 football12 football123 baseball12 baseball123 basketball basketball1 liverpool1 liverpool123
  manchester manchester1 chelsea123 arsenal123 barcelona1 barcelona10 realmadrid juventus123 juventus10 forzainter
  forzaroma1 forzamilan forzanapoli charlie123 michael123 jennifer12 christopher elizabeth1 alexander1 alexandra1
  dragon12345 monkey12345 superman12 superman123 batman12345 spiderman1 spiderman123 starwars12 starwars123
  pokemon123 minecraft1 minecraft123 computer12 computer123 internet12 internet123 whatever12 whatever123
  blink182blink metallica1 mustang123 corvette12 ferrari123 lamborghini mercedes12 password2020 password2021
  password2022 password2023 password2024 password2025 password2026 summer2024! summer2025! summer2026! winter2024!
  winter2025! winter2026! spring2025! spring2026! autumn2025! autumn2026! january2026 december2025 qwerty2025!
  company123 company1234 business123 customer123 support123 support1234 helpdesk12 helpdesk123 helpdesk1234
  sportello1 sportello12 sportello123 sportello1234 secret1234 secretpassword topsecret1 default123 testtest12
  test123456 test1234567 testpassword temp123456 temporary1 guest12345 user123456 username12 username123
  ciaociao12 ciaociao123 ciao123456 buongiorno buongiorno1 buonasera1 andrea1234 francesco1 francesco123 alessandro
  alessandro1 alessandra giuseppe12 giuseppe123 giovanni12 giovanni123 valentina1 valentina123 federica12 stefania12
  cristina12 antonella1 margherita francesca1 francesca123 salvatore1 domenico12 vincenzo12 amoremio12 amoremio123
  tiamoamore ti_amo1234 ti.amo1234 tesoro1234 napoli1926 password.1 provaprova prova12345 prova123456 segreta123
  segreto123 cambiami12 cambiami123 benvenuto1 benvenuto123 mariarossi mariorossi mariorossi1 qwertyqwerty
  qwerqwer12 1qazxsw23edc zaq12wsxcde 1qaz1qaz1qaz 147258369a 159753456a 1472583690 7894561230 789456123a 3216549870
  asd123456789 asdasdasd1 asdqwe1234 aa12345678 aa123456789 a123456789 a1234567890 a12345678910 q123456789 z123456789
  aaa1234567 abc123456789 abcd12345678 pass123456 pass1234567 pass12345678 pa55word123 hello12345 hello123456
  helloworld helloworld1 goodmorning fuckyou123 fuckyou1234 fuckoff123 chocolate1 chocolate123 strawberry butterfly1
  butterfly123 blackberry cheesecake watermelon unbelievable 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i 12qwaszx34 qwaszx1234`
    .split(/\s+/)
    .filter((word) => word.length >= 10),
);
