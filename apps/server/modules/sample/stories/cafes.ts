/** Cafés, roasters and offices abroad. */
import { adds, answers, asks, notes, type Story } from "../story.ts";

export const cafeStories: readonly Story[] = [
  {
    subject: "Steam pressure drops when both wands are open",
    by: "owen",
    cc: ["megan"],
    language: "en",
    began: [2, "08:31"],
    status: "waiting on us",
    owner: "owner",
    priority: "high",
    category: "Product issue",
    said: [
      asks(`Morning,

Our Resegone (serial RG2-05102, bought from you last October) has started to struggle in the rush. With one wand open it's fine, with both open the steam gauge falls from 1.4 to about 0.8 bar and takes a good minute to come back. Megan noticed it first on Saturday, it's been getting worse since.

We descaled in August. Nothing else has changed that I can think of.

Owen Hartley
Harbour Lane Coffee, Bristol`),
      answers(
        "hannah",
        "48m",
        `Good morning Owen,

Thanks for the clear description. That pattern (fine with one, slow recovery with two) usually points at one of the two heating elements. A quick way to tell, without opening anything:

- switch the machine on from cold and note how long it takes to reach 1.2 bar
- anything over 25 minutes means one element has gone

Could you try it tonight after closing? If it is the element, it's covered by your warranty and we'd send our partner in Bristol.`,
      ),
      adds(
        "23h",
        "32 minutes from cold. So that's that, I suppose. We're open seven days, is there any chance of doing it before 7 in the morning?",
        { who: "megan" },
      ),
      notes(
        "hannah",
        "14m",
        "Warranty confirmed until October. @marco is the 3 kW element in stock in the UK or does it have to come from Lecco?",
      ),
      notes(
        "marco",
        "1h 5m",
        "Two in stock at the Bristol partner. They can do 5:45 on Thursday, I have asked them to hold the slot.",
      ),
    ],
  },
  {
    subject: "Six-month service for three sites",
    by: "fiona",
    language: "en",
    began: [11, "10:12"],
    status: "waiting on contact",
    owner: "hannah",
    priority: "medium",
    category: "General inquiry",
    said: [
      asks(`Hello,

We now run three shops with your machines: Leeds, Harrogate and York. Could we get the six-month service done at all three in the same week, so I only have to be nice to people once?

Ideally the first half of next month, before nine in the morning.

Fiona Baxter
Northgate Roasters`),
      answers(
        "hannah",
        "3h 30m",
        `Hello Fiona,

We can do exactly that. Our engineer could take:

- Leeds on Tuesday, 6:00
- York on Wednesday, 6:00
- Harrogate on Thursday, 6:30

Each takes about ninety minutes and the machines stay warm enough to open on time. Shall I book those?`,
      ),
      adds(
        "1d 1h",
        "Tuesday and Thursday are perfect. York can't do Wednesday, they have the window fitters in. Could York be Friday?",
      ),
      answers(
        "hannah",
        "42m",
        "Friday at 6:00 works. I've put all three in the diary and you'll get a reminder the day before each. Could you send me the name of whoever opens up in York?",
      ),
    ],
  },
  {
    subject: "Invoice in the wrong company name",
    by: "daniel",
    language: "en",
    to: "orders",
    began: [6, "11:47"],
    status: "closed",
    owner: "priya",
    priority: "low",
    category: "Billing issue",
    resolution: "Reissued as INV-1881-B.",
    said: [
      asks(
        "Hi, invoice INV-1881 was made out to Kestrel Office Ltd. Our registered name is Kestrel Offices LLP, and finance won't pay it otherwise. Could you reissue please? Daniel",
      ),
      answers(
        "priya",
        "22m",
        `Hi Daniel,

Of course, and sorry for the extra round. The corrected invoice (INV-1881-B) is on its way to your finance address; the old one is cancelled. The due date moves back by a week so nobody has to rush.`,
      ),
      adds("3h", "Quickest fix of my week. Thanks Priya."),
    ],
  },
  {
    subject: "Training for new baristas",
    by: "aoife",
    language: "en",
    began: [15, "14:20"],
    status: "closed",
    owner: "tom",
    category: "General inquiry",
    said: [
      asks(
        "Hiya, we have two new starters on the Grigna 2. Do you still do the online dialling-in session, and is it in English? Tuesdays are dead here so any Tuesday works. Aoife",
      ),
      answers(
        "tom",
        "1h 12m",
        `Hi Aoife,

We do, it's 45 minutes by video with one of our trainers, in English, and free for machines under three years old. Next Tuesday at 14:30 your time?

All you need is a bag of beans, scales, and a phone propped against something.`,
      ),
      adds(
        "35m",
        "Next Tuesday 14:30 is grand. We have scales and plenty of things to prop phones against.",
      ),
      answers("tom", "10m", "Booked! The link comes by calendar invitation. Have a good weekend."),
    ],
  },
  {
    subject: "Do you ship spare parts to Norway?",
    by: "ingrid",
    language: "en",
    to: "orders",
    began: [8, "07:58"],
    status: "closed",
    owner: "priya",
    category: "General inquiry",
    said: [
      asks(`Hei,

We need two group gaskets and a shower screen for our Resegone. Do you ship to Bergen, and who pays the customs?

Ingrid Solheim, Fjord Kaffe`),
      answers(
        "priya",
        "2h 10m",
        `Hei Ingrid,

Yes, by courier in three working days. Below NOK 3,000 we settle VAT and customs for you, so the price you see is the price you pay: €41 for the parts, €12 for shipping.

Shall I send them to the address on your last order?`,
      ),
      adds("1h 50m", "Same address, yes please. Tusen takk!"),
      answers(
        "priya",
        "15m",
        "On their way this afternoon. The tracking link will follow when the courier has scanned the parcel.",
      ),
    ],
  },
  {
    subject: "Grinder keeps drifting finer during service",
    by: "beat",
    language: "en",
    began: [3, "13:05"],
    status: "waiting on contact",
    owner: "marco",
    priority: "medium",
    category: "Product issue",
    said: [
      asks(`Dear Sirs,

The Moregallo grinder we purchased in spring drifts. We calibrate at 07:00 for 27 seconds; by 10:00 the same setting runs 34 seconds. We correct, and after the lunch pause it runs 21 seconds.

The collar is locked. Room temperature is constant at 22 degrees, we have measured it.

Kind regards
Beat Kälin, Café Lindenhof, Zürich`),
      notes(
        "marco",
        "35m",
        "Burrs heating up: 250 g batches without pause. The fan kit solves it, it has been standard since June. His is from April.",
      ),
      answers(
        "marco",
        "25m",
        `Dear Mr Kälin,

Your measurements are very helpful. What you describe is heat in the burr carrier: it expands while you grind without a pause, and contracts at lunch. Machines built before June did not yet have the cooling fan.

We will send you the fan free of charge. It takes one screwdriver and fifteen minutes; the instructions are in German too. Until then it helps to adjust two marks coarser at half past eight.

Is the address on the invoice the right one for the parcel?`,
      ),
    ],
  },
  {
    subject: "Feature idea: lock the menu on bar machines",
    by: "megan",
    language: "en",
    began: [18, "16:40"],
    status: "closed",
    owner: "hannah",
    priority: "low",
    category: "Feature request",
    said: [
      asks(
        "Not a problem, just an idea: customers keep leaning over and pressing buttons on our Resegone. Could the menu have a lock, like on a dishwasher? Hold two buttons for three seconds or something. Megan",
      ),
      answers(
        "hannah",
        "16h",
        `Hi Megan,

Love it, and you're the fourth person to ask this year. I've added your vote to the list for the next firmware, which is due in spring, and I'll write to you when it's in.

Until then: setting "dose buttons only" (menu 7.3) at least keeps the temperature safe from curious fingers.`,
      ),
      notes("hannah", "4m", "@davide one more for the menu lock. That makes four."),
      adds("2h", "7.3 it is. Thanks!"),
    ],
  },
  {
    subject: "Return of the demo machine",
    by: "daniel",
    language: "en",
    began: [10, "09:25"],
    status: "waiting on us",
    owner: "orders",
    priority: "medium",
    category: "General inquiry",
    said: [
      asks(
        "Hi team, the four-week demo of the Grigna 2 ends on Friday. People here have voted with their mugs and we'd like to keep it. Two questions: is the demo price still valid, and can we swap the black one for brushed steel?",
      ),
      answers(
        "priya",
        "1h 20m",
        `Hi Daniel,

Delighted to hear about the mugs! The demo price stands. A swap to brushed steel is possible too; it's €90 more and takes about ten days. You keep the black one until the steel one arrives, so nobody goes without.

Shall I go ahead?`,
      ),
      adds(
        "2d 4h",
        "Yes please, go ahead with steel. Our PO number is KO-7731. Same delivery address, ring the bell marked Facilities.",
      ),
    ],
  },
];
