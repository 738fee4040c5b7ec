"""Questions and courtesies that are no answer to what is open: about an offer, being late, reminders, the language."""

from __future__ import annotations

from collections.abc import Callable

Talk = Callable[[str], None]


def test_an_offer_is_asked_about(talk: Talk) -> None:
    """A question about an offer is no answer to it, "if I take it" least of all."""
    talk("""
        > book dr lee tue 9am
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 9am. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 9am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Tue 24 Nov, 9am.
        2> book dr lee thu 10am
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< Dr. Lee, Thu 26 Nov, 10am. Reply C to book it, or send another time.
        2> c
        2< Booked: Dr. Lee, Thu 26 Nov, 10am. Code <B>. To move it text M <B>, to cancel X <B>.
        2< What name is the visit for?
        2> Walt Brunner
        2< Thank you, Walt Brunner. See you: Dr. Lee, Thu 26 Nov, 10am.
        2> tell me if anything opens up sooner, i cant do afternoons
        2< You are on the waitlist for Dr. Lee, until Thu 26 Nov, before 12 noon.
        2< Your visit of Thu 26 Nov, 10am stays yours until you take an earlier one.
        2< These are free now. Reply with a number to take one, or N to wait:
        2< 1 Mon 23 Nov, 10am
        2< 2 Mon 23 Nov, 11am
        2< 3 Tue 24 Nov, 9:30am
        2< 4 Tue 24 Nov, 10:30am
        2< 5 Other times
        2> n
        2< All right. We text you when another time comes free.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 9am. To book again, text BOOK.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: an earlier time is free: Dr. Lee, Tue 24 Nov, 9am. Reply Y to move your visit of Thu 26 Nov, 10am there, N to keep it, until 9:45am.
        2> what happens to my thursday one if i take it?
        2< Elm Street Clinic: an earlier time is free: Dr. Lee, Tue 24 Nov, 9am. Reply Y to move your visit of Thu 26 Nov, 10am there, N to keep it, until 9:45am.
        2> until when do i have
        2< Elm Street Clinic: an earlier time is free: Dr. Lee, Tue 24 Nov, 9am. Reply Y to move your visit of Thu 26 Nov, 10am there, N to keep it, until 9:45am.
        2> ok ill take it
        2< Moved: Dr. Lee, Tue 24 Nov, 9am. New code <C>.
        2< You can still cancel it freely.
        2> and take me off the list
        2< You are not on the waitlist. Text WAITLIST to join it.
        2> thx
        2< You are welcome. See you: Dr. Lee, Tue 24 Nov, 9am.
    """)


def test_an_offer_is_asked_about_in_spanish(talk: Talk) -> None:
    talk("""
        > cita con la dra lee el martes a las 9
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mar 24 nov, 9am. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mar 24 nov, 9am. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, mar 24 nov, 9am.
        2> cita con la dra lee el jueves a las 10
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Dr. Lee, jue 26 nov, 10am. Responda C para reservar, o envíe otra hora.
        2> c
        2< Reservada: Dr. Lee, jue 26 nov, 10am. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        2< ¿A nombre de quién es la cita?
        2> Raul Soto
        2< Gracias, Raul Soto. Le esperamos: Dr. Lee, jue 26 nov, 10am.
        2> si se libera algo antes me avisas, por la mañana
        2< Está en la lista de espera: Dr. Lee, hasta el jue 26 nov, antes de 12pm.
        2< Su cita del jue 26 nov, 10am sigue siendo suya hasta que tome una antes.
        2< Esto está libre ahora. Responda con un número para tomar una hora, o NO para esperar:
        2< 1 lun 23 nov, 10am
        2< 2 lun 23 nov, 11am
        2< 3 mar 24 nov, 9:30am
        2< 4 mar 24 nov, 10:30am
        2< 5 Otras horas
        2> no
        2< De acuerdo. Le avisamos cuando se libere otra hora.
        @ Mon 23 Nov 09:30
        -
        > x
        < Cancelada: Dr. Lee, mar 24 nov, 9am. Para reservar otra, escriba CITA.
        @ Mon 23 Nov 09:31
        2< Elm Street Clinic: hora libre antes: Dr. Lee, mar 24 nov, 9am. Responda SÍ para mover allí su cita del jue 26 nov, 10am, NO para dejarla. Límite: 9:45am.
        2> y pierdo la del jueves?
        2< Elm Street Clinic: hora libre antes: Dr. Lee, mar 24 nov, 9am. Responda SÍ para mover allí su cita del jue 26 nov, 10am, NO para dejarla. Límite: 9:45am.
        2> si la tomo que pasa con la otra
        2< Elm Street Clinic: hora libre antes: Dr. Lee, mar 24 nov, 9am. Responda SÍ para mover allí su cita del jue 26 nov, 10am, NO para dejarla. Límite: 9:45am.
        2> me la quedo
        2< Movida: Dr. Lee, mar 24 nov, 9am. Código nuevo <C>.
        2< Todavía puede cancelarla sin problema.
    """)


def test_late_and_reminders_asked_about(talk: Talk) -> None:
    talk("""
        > book dr lee wed 10am
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Wed 25 Nov, 10am. Reply C to book it, or send another time.
        > yes
        < Booked: Dr. Lee, Wed 25 Nov, 10am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Eve
        < Thank you, Eve. See you: Dr. Lee, Wed 25 Nov, 10am.
        > what if im running late that day?
        < If you are late, text us by how much: "15 min late". The desk then knows and does what it can.
        > will i get a reminder the day before
        < Yes, we text you 24 hours and 3 hours before your visit.
        2> quiero cita con la dra lee el jueves a las 10
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Dr. Lee, jue 26 nov, 10am. Responda C para reservar, o envíe otra hora.
        2> simon
        2< Reservada: Dr. Lee, jue 26 nov, 10am. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        2< ¿A nombre de quién es la cita?
        2> Marta Gil
        2< Gracias, Marta Gil. Le esperamos: Dr. Lee, jue 26 nov, 10am.
        2> oiga y si llego un poco tarde que pasa
        2< Si llega tarde, díganos cuánto: "15 minutos tarde". La recepción lo sabrá y hará lo posible.
        2> me manda el recordatorio un dia antes?
        2< Sí, le escribimos 24 horas y 3 horas antes de su cita.
        2> pon todo en ingles por favor, lo lee mi marido
        2< From now on we write in English.
        2> mejor otra vez en español
        2< Idioma: Español. Así le escribimos desde ahora.
    """)


def test_thanks_is_no_name(talk: Talk) -> None:
    talk("""
        > book dr lee wed 10am
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Wed 25 Nov, 10am. Reply C to book it, or send another time.
        > yes
        < Booked: Dr. Lee, Wed 25 Nov, 10am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > thx
        < You are welcome. See you: Dr. Lee, Wed 25 Nov, 10am.
    """)


def test_the_next_one_after_the_visit(talk: Talk) -> None:
    """ "The same time" after a visit is that visit's time, with that doctor."""
    talk("""
        > book dr lee mon 10am
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Mon 23 Nov, 10am. Reply C to book it, or send another time.
        > yes
        < Booked: Dr. Lee, Mon 23 Nov, 10am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Eve
        < Thank you, Eve. See you: Dr. Lee, Mon 23 Nov, 10am.
        @ Mon 23 Nov 09:55
        -
        > here
        < Welcome! You are checked in: Dr. Lee, Mon 23 Nov, 10am. Please take a seat.
        @ Mon 23 Nov 11:00
        -
        > i forgot to book the next one, in two weeks at the same time
        < Dr. Lee, Mon 7 Dec, 10am. Reply C to book it, or send another time.
    """)


def test_a_full_name_beside_a_list(talk: Talk) -> None:
    """First and last name, before anybody asked: kept, and the list is put again."""
    talk("""
        > book dr lee tomorrow
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Tue 24 Nov, 9am
        < 2 Tue 24 Nov, 11am
        < 3 Tue 24 Nov, 1pm
        < 4 Tue 24 Nov, 3pm
        < 5 Other times
        > Harriet Voss
        < All right, for Harriet Voss.
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Tue 24 Nov, 9am
        < 2 Tue 24 Nov, 11am
        < 3 Tue 24 Nov, 1pm
        < 4 Tue 24 Nov, 3pm
        < 5 Other times
        > 1
        < Booked: Dr. Lee, Tue 24 Nov, 9am. Code <A>. To move it text M <A>, to cancel X <A>.
    """)


def test_who_writes_and_with_whom(talk: Talk) -> None:
    talk("""
        > who is this
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < This is Elm Street Clinic. We text you about your visits; HELP shows what you can text.
        > book dr lee wed 10am
        < Dr. Lee, Wed 25 Nov, 10am. Reply C to book it, or send another time.
        > yes
        < Booked: Dr. Lee, Wed 25 Nov, 10am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Eve
        < Thank you, Eve. See you: Dr. Lee, Wed 25 Nov, 10am.
        > who is this
        < This is Elm Street Clinic. We text you about your visits; HELP shows what you can text.
        > which doctor is it with?
        < Dr. Lee, Wed 25 Nov, 10am
        2> de quien es este numero
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Somos Elm Street Clinic. Le escribimos sobre sus citas; AYUDA muestra qué puede escribir.
        2> cita con la dra lee el jueves a las 10
        2< Dr. Lee, jue 26 nov, 10am. Responda C para reservar, o envíe otra hora.
        2> si
        2< Reservada: Dr. Lee, jue 26 nov, 10am. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        2< ¿A nombre de quién es la cita?
        2> Marta
        2< Gracias, Marta. Le esperamos: Dr. Lee, jue 26 nov, 10am.
        2> con quien me toca?
        2< Dr. Lee, jue 26 nov, 10am
    """)


def test_off_that_list_thing(talk: Talk) -> None:
    """ "Take me off that list thing" is about the waitlist, and no visit is cancelled by it."""
    talk("""
        > book dr lee wed 10am
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Wed 25 Nov, 10am. Reply C to book it, or send another time.
        > yes
        < Booked: Dr. Lee, Wed 25 Nov, 10am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Eve
        < Thank you, Eve. See you: Dr. Lee, Wed 25 Nov, 10am.
        > actually can u take me off that list thing
        < You are not on the waitlist. Text WAITLIST to join it.
        > waitlist dr lee tomorrow
        < You are on the waitlist for Dr. Lee, Tue 24 Nov.
        < Your visit of Wed 25 Nov, 10am stays yours until you take an earlier one.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Tue 24 Nov, 9am
        < 2 Tue 24 Nov, 11am
        < 3 Tue 24 Nov, 1pm
        < 4 Tue 24 Nov, 3pm
        < 5 Other times
        > n
        < All right. We text you when another time comes free.
        > can you take me off that waiting list please
        < You are off the waitlist.
        2> cita con la dra lee el jueves a las 10
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Dr. Lee, jue 26 nov, 10am. Responda C para reservar, o envíe otra hora.
        2> si
        2< Reservada: Dr. Lee, jue 26 nov, 10am. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        2< ¿A nombre de quién es la cita?
        2> Marta
        2< Gracias, Marta. Le esperamos: Dr. Lee, jue 26 nov, 10am.
        2> quitenme de esa lista
        2< No está en la lista de espera. Escriba LISTA DE ESPERA para entrar.
    """)


def test_a_full_name_out_of_nowhere(talk: Talk) -> None:
    talk("""
        > waitlist dr lee tomorrow after 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are on the waitlist for Dr. Lee, Tue 24 Nov, from 3pm.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 Tue 24 Nov, 3pm
        < 2 Tue 24 Nov, 3:30pm
        < 3 Tue 24 Nov, 4pm
        < 4 Tue 24 Nov, 4:30pm
        > n
        < All right. We text you when another time comes free.
        > Kaylee Munn
        < Thank you, Kaylee Munn.
        > Kaylee Munn
        < Sorry, I did not get that. Try "book Dr. Lee today 9:30am", or text HELP.
        2> Marisol Peña
        2< Elm Street Clinic here. We text you about your visits; reply STOP to end.
        2< Thank you, Marisol Peña.
        2> cita con la dra lee el jueves a las 10
        2< Dr. Lee, jue 26 nov, 10am. Responda C para reservar, o envíe otra hora.
        2> si
        2< Reservada: Dr. Lee, jue 26 nov, 10am. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
    """)
