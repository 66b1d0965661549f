"""The two lists whose combinations make the invented pupils' names: no real child is meant by any of them."""

FORENAMES = """
Aaliyah Abigail Adam Adaeze Agnieszka Ahmed Aisha Alfie Alina Amara Amelia Amir Anaya Andrei Aneurin Anita Archie Arjun
Ava Ayaan Ayesha Beatrice Ben Bethan Bilal Bronwen Callum Carys Chidi Chloe Ciara Connor Cosmin Daisy Daniel Daria Dev
Dylan Ebony Eilidh Elif Ella Emeka Emily Emre Esme Ethan Eva Farah Fatima Fern Finlay Florence Fraser Freya Gabriel
George Grace Gurpreet Hamza Hana Hannah Harper Harry Henry Ibrahim Idris Imogen Iman Ioana Iris Isaac Isla Jack Jasmine
Jaya Jerome Jessica Jia Joseph Jude Kacper Kai Katya Keira Kiran Kofi Kwame Laila Leah Leo Lewis Lily Linh Logan Lucas
Lucy Maisie Malachi Marcus Maria Marlon Maryam Mason Mateo Matilda Maya Megan Mei Mia Mina Mohammed Morgan Musa Myra
Nadia Naomi Nathan Nia Nikhil Noah Nora Oliver Olivia Omar Oscar Owen Parveen Petra Phoebe Poppy Priya Rafael Rania
Rebecca Reece Rhys Riya Robin Rohan Rory Rosa Ruby Rupert Saanvi Safiya Sam Sana Sean Seren Shanice Simran Sofia Sophie
Stefan Tamara Tariq Temi Theo Thomas Tia Tobias Tomasz Uma Victor Wanjiru Wiktor William Willow Xin Yasmin Yusuf Zac
Zahra Zainab Zara Zuzanna
""".split()  # noqa: SIM905 - a list of two hundred quoted names is harder to read
SURNAMES = """
Abdi Acheampong Adeyemi Afolabi Ahmed Akhtar Ali Anderson Andrews Asante Bailey Baker Banerjee Begum Bello Bennett
Boateng Bowen Brown Campbell Carter Chan Chaudhry Chen Choi Clarke Collins Cooper Costa Cox Das Davies Demir Desai
Dhillon Diallo Dixon Dobson Edwards Ellis Evans Eze Farrell Ferreira Fisher Fletcher Foster Fraser Garcia Gill Gordon
Grant Green Gupta Hall Hamid Harris Hassan Hughes Hussain Ibrahim Ivanova Jackson James Jenkins Jones Joshi Kamara
Kaur Kelly Khan Kim King Kowalska Kumar Lam Lewis Lloyd Lopez Mahmood Malik Marsh Martin Mensah Miller Mitchell Mohamud
Moore Morgan Morris Murphy Mwangi Ncube Nguyen Novak Nowak Obi Odhiambo Osman Owusu Palmer Parker Patel Pereira Petrov
Phillips Popa Powell Price Quinn Rahman Rai Reid Reynolds Richards Roberts Robinson Ross Rowe Russell Ryan Saeed Salah
Santos Scott Shah Sharma Shaw Silva Simpson Singh Smith Stewart Suleiman Sutton Taylor Thapa Thomas Thompson Tran Turner
Umar Uddin Vasquez Walker Wallace Wang Ward Watson Webb West White Williams Wilson Wong Wood Wright Yang Yilmaz Young
Zaman Zielinski
""".split()  # noqa: SIM905
