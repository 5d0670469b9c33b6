/** People at home, in English. */
import { adds, answers, asks, notes, type Story } from "../story.ts";

export const homeStories: readonly Story[] = [
  {
    subject: "Water in the drip tray after every shot",
    by: "ruth",
    language: "en",
    began: [1, "10:36"],
    status: "waiting on contact",
    owner: "owner",
    priority: "low",
    category: "Product issue",
    said: [
      asks(
        "Dear all, every time I make an espresso on my Grigna 1 about an egg cup of water ends up in the drip tray afterwards, with a hiss. Is that normal? My old machine never did it. I am 74 and not mechanical. Yours, Ruth Abernathy",
      ),
      answers(
        "tom",
        "40m",
        `Dear Ruth,

Entirely normal, and a sign that the machine is well: when you stop the shot a valve lets the leftover pressure out into the tray. That's why you can take the handle off at once without being sprayed.

If it were more than an egg cup, or if it happened without a shot, then I'd want to know. And you explained it better than most mechanics do.`,
      ),
      adds(
        "2h 15m",
        "How reassuring, thank you. One more thing while I have you: how often should I empty it?",
      ),
      answers(
        "tom",
        "18m",
        "Every day is best, after the last coffee. It rinses under the tap, no soap needed. The little red float tells you if you forget.",
      ),
    ],
  },
  {
    subject: "Which descaler can I use?",
    by: "james",
    language: "en",
    began: [6, "20:15"],
    status: "closed",
    owner: "tom",
    category: "General inquiry",
    said: [
      asks(
        "Hi there. Can I use vinegar to descale a Grigna 1? The internet says yes, my wife says no. James",
      ),
      answers(
        "tom",
        "13h",
        `Hi James,

Your wife wins. Vinegar attacks the gaskets and the smell never leaves. Citric acid, 50 g per litre, is all it takes; I've attached our one-page guide.

Once a year is plenty below 8 °dH. Your water company's website tells you where you are.`,
        ["guide"],
      ),
      adds("45m", "I have been instructed to thank you. Thank you."),
    ],
  },
  {
    subject: "Steam wand dripping overnight",
    by: "sofia",
    language: "en",
    began: [4, "18:50"],
    status: "waiting on contact",
    owner: "hannah",
    priority: "medium",
    category: "Product issue",
    said: [
      asks(
        "Hi! My Grigna 2 (two years old) leaves a small puddle under the steam wand each morning. The valve is closed as far as it goes. I don't want to force it. Best, Sofia",
      ),
      answers(
        "hannah",
        "15h",
        `Hi Sofia,

Good instinct not to force it. The seal inside the steam valve has worn; it's a €4 part and ten minutes of work. You have two options:

- we send you the seal and a short video (most people manage it with one spanner)
- you send us the machine and we do it with a general check, €65 with return shipping

Which one sounds more like you?`,
      ),
      adds(
        "4h",
        "The seal and the video please. I fixed my own bicycle brakes, how hard can it be.",
      ),
      answers(
        "hannah",
        "20m",
        "Then you're overqualified! It's in tonight's post, on us. Switch the machine off and let it cool for an hour before you start, and tell me how it went?",
      ),
    ],
  },
  {
    subject: "Warranty: bought second-hand, is it covered?",
    by: "claire",
    language: "en",
    began: [9, "12:05"],
    status: "closed",
    owner: "hannah",
    category: "General inquiry",
    said: [
      asks(
        "Hello, I bought a Grigna 2 from a neighbour who moved abroad. It is 14 months old. Does the warranty come with it? I have the original receipt. Claire Dubois",
      ),
      answers(
        "hannah",
        "1h 30m",
        `Hello Claire,

Yes: our two-year warranty belongs to the machine, not to the person. Send me a photo of the receipt and of the plate underneath and I'll put it in your name.`,
      ),
      adds(
        "50m",
        "Here is the plate. The receipt is from the shop in Lyon, dated September of last year.",
        { files: ["label"] },
      ),
      answers(
        "hannah",
        "25m",
        "All done, the warranty is yours until next September. Welcome to the family!",
      ),
    ],
  },
  {
    subject: "Brew light never stops blinking",
    by: "peter",
    language: "en",
    began: [2, "16:22"],
    status: "waiting on us",
    owner: "workshop",
    priority: "medium",
    category: "Product issue",
    said: [
      asks(`Hi,

Since this morning the brew light blinks forever, it used to stop after about six minutes. Steam works normally. Serial G1-31920.

I've unplugged it for an hour, same thing.

Peter van Houten, Utrecht`),
      answers(
        "hannah",
        "1h 20m",
        `Hi Peter,

Thanks for trying the unplugging. When steam works and brew doesn't reach its temperature, it's either the brew thermostat or its connector. Does the group get hot to the touch at all, or does it stay lukewarm?`,
      ),
      adds("3h", "Lukewarm. I can hold my hand on it."),
      notes(
        "hannah",
        "8m",
        "Brew thermostat on a G1 from 2023. @davide yours? He's happy to ship it to us.",
      ),
    ],
  },
  {
    subject: "Colour of the wooden handle",
    by: "hana",
    language: "en",
    to: "orders",
    began: [17, "09:48"],
    status: "closed",
    owner: "priya",
    priority: "low",
    category: "General inquiry",
    said: [
      asks(
        "Hello, is the walnut handle set in the shop the same wood as on the anniversary model? In the pictures one looks much redder. Thank you, Hana",
      ),
      answers(
        "priya",
        "3h 40m",
        `Hello Hana,

You have a good eye: the anniversary set is cherry, the one in the shop is walnut, which is browner and gets darker with the years. We have four cherry sets left, not listed. Would you like one? €58.`,
      ),
      adds("6h", "Yes please! Cherry, shipped to Leiden. How do I pay?"),
      answers(
        "priya",
        "14h",
        "I've sent a payment link to this address. As soon as it's through the parcel goes out, usually the same day.",
      ),
      adds(
        "1d 3h",
        "It arrived and it is even nicer than I hoped. Thank you for checking the drawer for me.",
      ),
    ],
  },
  {
    subject: "Order 10482: wrong basket size",
    by: "grace",
    language: "en",
    to: "orders",
    began: [3, "11:14"],
    status: "waiting on us",
    owner: "priya",
    priority: "medium",
    category: "Billing issue",
    said: [
      asks(
        "Hi, I ordered the 20 g precision basket and got the 15 g one. The packing slip says 20, the basket says 15. Order 10482. Grace Okafor",
      ),
      answers(
        "priya",
        "35m",
        `Hi Grace,

I'm sorry, someone mixed up two very similar boxes. The right one leaves today. Please keep the 15 g one, it's rather good for lighter roasts.`,
      ),
      adds(
        "1d 22h",
        "That's kind, thanks! But I've just been charged for the second basket as well, €29 came off my card this morning.",
      ),
    ],
  },
  {
    subject: "Is the Grigna safe to leave on all day?",
    by: "walter",
    language: "en",
    began: [21, "08:05"],
    status: "closed",
    owner: "tom",
    category: "General inquiry",
    said: [
      asks(
        "Good day. I work from home and drink one coffee an hour (doctor disagrees). Can I leave the machine on from 8 to 6? What does it cost in electricity? Walter Price",
      ),
      answers(
        "tom",
        "2h",
        `Good day Walter,

Perfectly safe, it's built for it. In eco mode it keeps warm with about 55 watts: ten hours are half a kilowatt-hour, so roughly 15 pence a day. Hold the power button for five seconds to switch eco on.

On the doctor I can't help.`,
      ),
      adds("5h", "Marvellous answer. Eco is on."),
    ],
  },
];
