"""Spanish, told as it goes (P14): noticed from the first message, complete, and left when another language is asked for."""

from __future__ import annotations

from collections.abc import Callable

from store.models import Clinic

Talk = Callable[[str], None]


def test_a_newcomer_is_answered_in_spanish_from_the_first_reply_on(talk: Talk) -> None:
    talk("""
        > hola, quisiera una cita
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < ¿Con quién quiere la cita?
        < 1 Dr. Lee
        < 2 Dr. Patel
        < 3 Dr. Osei
        < 4 Cualquier doctor
        > 1
        < Libre con Dr. Lee. Responda con un número o con otro día:
        < 1 lun 23 nov, 9:30am
        < 2 lun 23 nov, 1pm
        < 3 mar 24 nov, 9am
        < 4 mar 24 nov, 1pm
        < 5 Otras horas
        > 2
        < Reservada: Dr. Lee, lun 23 nov, 1pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana Ruiz
        < Gracias, Ana Ruiz. Le esperamos: Dr. Lee, lun 23 nov, 1pm.
        > gracias
        < Con mucho gusto. Le esperamos: Dr. Lee, lun 23 nov, 1pm.
    """)


def test_one_message_and_a_letter_book(talk: Talk) -> None:
    talk("""
        > quiero una cita con la dra lee mañana a las 3 de la tarde
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mar 24 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > C
        < Reservada: Dr. Lee, mar 24 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > me llamo Ana Ruiz
        < Gracias, Ana Ruiz. Le esperamos: Dr. Lee, mar 24 nov, 3pm.
        > mis citas
        < Dr. Lee, mar 24 nov, 3pm. Código <A>. Escriba M <A> para moverla, X <A> para cancelarla.
        < En 12 Elm Street.
        < Para su calendario: https://desk.example.com/c/...
    """)


def test_misspelt_spanish_is_understood(talk: Talk) -> None:
    talk("""
        > ola kiero una sita con el dr lee pa mañana alas 3
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mar 24 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > si
        < Reservada: Dr. Lee, mar 24 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana Ruiz
        < Gracias, Ana Ruiz. Le esperamos: Dr. Lee, mar 24 nov, 3pm.
        > nesesito cambiar mi sita al juevez a las 10
        < ¿Mover su cita del mar 24 nov, 3pm al jue 26 nov, 10am con Dr. Lee? Responda C para moverla, o envíe otra hora.
        > c
        < Movida: Dr. Lee, jue 26 nov, 10am. Código nuevo <B>.
        > kanselar
        < Cancelada: Dr. Lee, jue 26 nov, 10am. Para reservar otra, escriba CITA.
    """)


def test_moving_and_cancelling(talk: Talk) -> None:
    talk("""
        > cita con dr lee mañana 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mar 24 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mar 24 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, mar 24 nov, 3pm.
        > M <A>
        < Libre con Dr. Lee. Responda con un número o con otro día:
        < 1 lun 23 nov, 9:30am
        < 2 lun 23 nov, 1pm
        < 3 mar 24 nov, 9am
        < 4 mar 24 nov, 12:30pm
        < 5 Otras horas
        > el jueves por la mañana
        < Libre con Dr. Lee. Responda con un número o con otro día:
        < 1 jue 26 nov, 9am
        < 2 jue 26 nov, 9:30am
        < 3 jue 26 nov, 10:30am
        < 4 jue 26 nov, 11am
        < 5 Otras horas
        > 1
        < Movida: Dr. Lee, jue 26 nov, 9am. Código nuevo <B>.
        > no puedo ir
        < ¿Cancelar Dr. Lee, jue 26 nov, 9am?
        < 1 Sí, cancelarla
        < 2 No, dejarla
        > sí
        < Cancelada: Dr. Lee, jue 26 nov, 9am. Para reservar otra, escriba CITA.
    """)


def test_a_code_cancels(talk: Talk) -> None:
    talk("""
        > cita con dr lee mañana 3pm
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mar 24 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mar 24 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, mar 24 nov, 3pm.
        > X <A>
        < Cancelada: Dr. Lee, mar 24 nov, 3pm. Para reservar otra, escriba CITA.
        > X <A>
        < Esa cita está cancelada: Dr. Lee, mar 24 nov, 3pm. Escriba CITA para reservar otra.
    """)


def test_which_of_two_visits(talk: Talk) -> None:
    talk("""
        > cita dr lee mañana a las 3
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mar 24 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mar 24 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, mar 24 nov, 3pm.
        > cita dr lee el jueves a las 3
        < Dr. Lee, jue 26 nov, 3pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, jue 26 nov, 3pm. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        > cancelar
        < ¿Cuál cita?
        < 1 Dr. Lee, mar 24 nov, 3pm
        < 2 Dr. Lee, jue 26 nov, 3pm
        > la segunda
        < Cancelada: Dr. Lee, jue 26 nov, 3pm. Para reservar otra, escriba CITA.
        > mis citas
        < Dr. Lee, mar 24 nov, 3pm. Código <A>. Escriba M <A> para moverla, X <A> para cancelarla.
        < En 12 Elm Street.
        < Para su calendario: https://desk.example.com/c/...
    """)


def test_a_reminder_is_answered_with_si_and_a_late_patient_is_expected(talk: Talk) -> None:
    talk("""
        > cita con dr lee el viernes a las 10
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, vie 27 nov, 10am. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, vie 27 nov, 10am. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, vie 27 nov, 10am.
        @ Thu 26 Nov 10:00
        < Elm Street Clinic: Dr. Lee, vie 27 nov, 10am. Responda C para confirmar, M para mover, X para cancelar (<A>).
        > sí
        < Gracias, confirmada: Dr. Lee, vie 27 nov, 10am. ¡Le esperamos!
        @ Fri 27 Nov 09:40
        < Elm Street Clinic: le esperamos el vie 27 nov, 10am, Dr. Lee. M la mueve, X la cancela (<A>).
        > voy 10 minutos tarde
        < Gracias, la recepción ya sabe que llega unos 10 minutos tarde: Dr. Lee, vie 27 nov, 10am.
        > ya llegué
        < ¡Gracias por venir! Su llegada está anotada: Dr. Lee, vie 27 nov, 10am. Tome asiento, por favor.
    """)


def test_on_the_way_and_missed(talk: Talk) -> None:
    talk("""
        > cita con dr lee el viernes a las 10
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, vie 27 nov, 10am. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, vie 27 nov, 10am. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, vie 27 nov, 10am.
        @ Fri 27 Nov 10:06
        < Elm Street Clinic: le esperábamos el vie 27 nov, 10am. ¿Viene en camino? Responda SÍ, TARDE 15, o X para cancelar.
        > voy en camino
        < Gracias, le esperamos: Dr. Lee, vie 27 nov, 10am.
        @ Fri 27 Nov 10:40
        < Elm Street Clinic: no le vimos en su cita: Dr. Lee, vie 27 nov, 10am. Escriba CITA para una nueva.
    """)


def test_a_question_in_the_middle_of_a_booking(talk: Talk) -> None:
    talk("""
        > cita con lee el jueves a las 3
        < ...
        > tengo que llevar algo?
        < Eso no lo sé. Escriba PERSONA y la recepción le dirá.
        < Dr. Lee, jue 26 nov, 3pm. Responda C para reservar, o envíe otra hora.
    """)


def test_the_family(talk: Talk) -> None:
    talk("""
        > quiero una cita para mi hija mañana a las 4 con dr lee
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mar 24 nov, 4pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, mar 24 nov, 4pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿Cómo se llama su hija?
        > Mia Ruiz
        < Gracias, Mia Ruiz. Le esperamos: Dr. Lee, mar 24 nov, 4pm (Mia).
        > cita para mi hijo Leo con dr lee el jueves 2pm
        < Dr. Lee, jue 26 nov, 2pm. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, jue 26 nov, 2pm (Leo). Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        > cancelar la del jueves
        < Cancelada: Dr. Lee, jue 26 nov, 2pm (Leo). Para reservar otra, escriba CITA.
        > mover la del martes al viernes
        < ¿Mover su cita del mar 24 nov, 4pm al vie 27 nov, 4pm con Dr. Lee? Responda C para moverla, o envíe otra hora.
        > c
        < Movida: Dr. Lee, vie 27 nov, 4pm (Mia). Código nuevo <C>.
    """)


def test_the_line(talk: Talk) -> None:
    talk("""
        > fila
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Está en la fila: número Q001, usted es quien sigue. Escriba LLEGUÉ cuando llegue, o SALIR para dejar la fila.
        < ¿Por qué nombre le llamamos?
        > Ana
        < Gracias, Ana.
        2> quiero entrar a la fila
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Está en la fila: número Q002, 1 antes que usted, unos 5-60 min. Escriba LLEGUÉ cuando llegue, o SALIR para dejar la fila.
        2< ¿Por qué nombre le llamamos?
        2> Beto
        2< Gracias, Beto.
        2> cuánto falta
        2< Está en la fila: número Q002, 1 antes que usted, unos 5-60 min.
        2> LLEGUÉ
        2< ¡Gracias por venir! Está en la fila: número Q002, 1 antes que usted, unos 5-70 min.
        2> LUEGO
        2< Listo: otros pueden pasar antes por 10 minutos.
        2> 5 minutos más
        2< Listo: otros pueden pasar antes por 5 minutos.
        2> SALIR
        2< Salió de la fila y el número Q002 queda libre. Escriba FILA para entrar de nuevo.
        2> SALIR
        2< Hoy no está en la fila. Escriba FILA para entrar, o CITA para reservar.
    """)


def test_the_waitlist_and_an_offer(talk: Talk) -> None:
    talk("""
        >> book dr lee tomorrow 3pm | c | Ana
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        2> cita con dr lee mañana 3pm
        2< Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        2< Lo siento, ya no está libre: mar 24 nov, 3pm.
        2< Esto está libre. Responda con un número o con otro día:
        2< 1 mar 24 nov, 2:30pm, Dr. Lee
        2< 2 mar 24 nov, 3pm, Dr. Patel
        2< 3 mar 24 nov, 3:30pm, Dr. Lee
        2< 4 mié 25 nov, 3pm, Dr. Lee
        2< 5 Otras horas
        2< 6 Avísenme si se libera
        2> 6
        2< Está en la lista de espera: Dr. Lee, mar 24 nov, 3pm.
        2< Le avisamos cuando se libere una hora.
        2< ¿Qué nombre anotamos?
        2> Beto
        2< Gracias, Beto.
        2> en qué lugar estoy en la lista de espera
        2< Tiene el lugar 1 en la lista de espera: Dr. Lee, mar 24 nov, 3pm.
        > x
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. To book again, text BOOK.
        @ Mon 23 Nov 09:01
        2< Elm Street Clinic: hora libre: Dr. Lee, mar 24 nov, 3pm. Responda SÍ para tomarla o NO para pasar. Límite: 9:15am.
        2> sí
        2< Reservada: Dr. Lee, mar 24 nov, 3pm. Código <B>. Para moverla escriba M <B>; para cancelarla, X <B>.
        2> SALIR DE LA LISTA
        2< No está en la lista de espera. Escriba LISTA DE ESPERA para entrar.
    """)


def test_stop_in_spanish_and_back(talk: Talk) -> None:
    talk("""
        > buenas tardes
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < ¡Hola! Aquí puede reservar una cita. Para esperar hoy en la fila, escriba FILA.
        < ¿Con quién quiere la cita?
        < 1 Dr. Lee
        < 2 Dr. Patel
        < 3 Dr. Osei
        < 4 Cualquier doctor
        > ALTO
        < Elm Street Clinic: ya no le enviaremos mensajes. Sus citas reservadas siguen en pie. Escriba START para volver.
        > cita
        -
        > START
        < Elm Street Clinic: gracias por volver. Otra vez le avisamos de sus citas. Escriba AYUDA para ver qué puede hacer.
        > no me escriban más
        < Elm Street Clinic: ya no le enviaremos mensajes. Sus citas reservadas siguen en pie. Escriba START para volver.
    """)


def test_another_language_is_asked_for_in_the_middle_of_a_booking(talk: Talk) -> None:
    talk("""
        > quiero una cita
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < ¿Con quién quiere la cita?
        < 1 Dr. Lee
        < 2 Dr. Patel
        < 3 Dr. Osei
        < 4 Cualquier doctor
        > english please
        < From now on we write in English.
        < Which doctor would you like to see?
        < 1 Dr. Lee
        < 2 Dr. Patel
        < 3 Dr. Osei
        < 4 Any doctor
        > 1
        < Free with Dr. Lee. Reply with a number or another day:
        < 1 Mon 23 Nov, 9:30am
        < 2 Mon 23 Nov, 1pm
        < 3 Tue 24 Nov, 9am
        < 4 Tue 24 Nov, 1pm
        < 5 Other times
        > 1
        < Booked: Dr. Lee, Mon 23 Nov, 9:30am. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana
        < Thank you, Ana. See you: Dr. Lee, Mon 23 Nov, 9:30am.
        > idioma
        < Which language?
        < 1 English
        < 2 Español
        > 2
        < Idioma: Español. Así le escribimos desde ahora.
        > mis citas
        < Dr. Lee, lun 23 nov, 9:30am. Código <A>. Escriba M <A> para moverla, X <A> para cancelarla.
        < En 12 Elm Street.
        < Para su calendario: https://desk.example.com/c/...
    """)


def test_reminders_of_one_visit_are_muted(talk: Talk) -> None:
    talk("""
        > cita con dr lee el viernes a las 10
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, vie 27 nov, 10am. Responda C para reservar, o envíe otra hora.
        > c
        < Reservada: Dr. Lee, vie 27 nov, 10am. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, vie 27 nov, 10am.
        > silenciar <A>
        < De acuerdo, sin recordatorios para Dr. Lee, vie 27 nov, 10am. Sigue reservada. Para recibirlos escriba RECORDAR <A>.
        > RECORDAR <A>
        < De acuerdo, otra vez le recordamos Dr. Lee, vie 27 nov, 10am.
        > no me recuerdes de esa cita
        < De acuerdo, sin recordatorios para Dr. Lee, vie 27 nov, 10am. Sigue reservada. Para recibirlos escriba RECORDAR <A>.
    """)


def test_a_hello_in_spanish_is_answered_in_spanish(talk: Talk) -> None:
    talk("""
        > ¡Hola!
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < ¡Hola! Aquí puede reservar una cita. Para esperar hoy en la fila, escriba FILA.
        < ¿Con quién quiere la cita?
        < 1 Dr. Lee
        < 2 Dr. Patel
        < 3 Dr. Osei
        < 4 Cualquier doctor
    """)


def test_a_language_once_set_stays(talk: Talk) -> None:
    talk("""
        > language english
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < From now on we write in English.
        > hola
        < Hello! You can book a visit here. To wait in line today, text QUEUE.
        < Which doctor would you like to see?
        < 1 Dr. Lee
        < 2 Dr. Patel
        < 3 Dr. Osei
        < 4 Any doctor
        > no
        < All right, nothing was booked. Text BOOK any time.
        > quiero una cita mañana
        < These are free. Reply with a number or another day:
        < 1 Tue 24 Nov, 9am, Dr. Lee
        < 2 Tue 24 Nov, 11am, Dr. Lee
        < 3 Tue 24 Nov, 1pm, Dr. Osei
        < 4 Tue 24 Nov, 3pm, Dr. Lee
        < 5 Other times
    """)


def test_a_word_of_two_languages_sets_none(talk: Talk) -> None:
    talk("""
        > hi
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Hello! You can book a visit here. To wait in line today, text QUEUE.
        < Which doctor would you like to see?
        < 1 Dr. Lee
        < 2 Dr. Patel
        < 3 Dr. Osei
        < 4 Any doctor
        > no
        < All right, nothing was booked. Text BOOK any time.
        >> book dr lee tomorrow 3pm | c | Julio Domingo
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        > gracias
        < You are welcome. See you: Dr. Lee, Tue 24 Nov, 3pm.
    """)


def test_questions_a_front_desk_hears(talk: Talk) -> None:
    talk("""
        > ¿dónde están?
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Elm Street Clinic está en 12 Elm Street.
        > ¿a qué hora abren mañana?
        < mar 24 nov: abierto de 9am a 5pm.
        > ayuda
        < Elm Street Clinic: escriba CITA para reservar. MIS CITAS muestra las que tiene. M mueve una, X la cancela. HORAS LIBRES muestra lo que hay. FILA es para esperar hoy en la fila. LISTA DE ESPERA, para una hora antes. Escriba TARDE 15 si llega tarde. PERSONA le comunica con alguien. IDIOMA es para inglés. STOP termina los mensajes.
        > horas libres
        < Esto está libre. Responda con un número o con otro día:
        < 1 lun 23 nov, 9:30am, Dr. Lee
        < 2 lun 23 nov, 1pm, Dr. Osei
        < 3 mar 24 nov, 9am, Dr. Patel
        < 4 mar 24 nov, 1pm, Dr. Osei
        < 5 Otras horas
        > cita con dr zhang
        < Aquí no encuentro a Dr. Zhang.
        < ¿Con quién quiere la cita?
        < 1 Dr. Lee
        < 2 Dr. Patel
        < 3 Dr. Osei
        < 4 Cualquier doctor
        > asdf qwer
        < Perdón, no entendí.
        < ¿Con quién quiere la cita?
        < 1 Dr. Lee
        < 2 Dr. Patel
        < 3 Dr. Osei
        < 4 Cualquier doctor
        > qwer zxcv
        < Perdón, sigo sin entender. Escriba PERSONA y alguien le ayudará.
        < ¿Con quién quiere la cita?
        < 1 Dr. Lee
        < 2 Dr. Patel
        < 3 Dr. Osei
        < 4 Cualquier doctor
    """)


def test_a_worrying_message(talk: Talk) -> None:
    talk("""
        > me duele mucho el pecho y no puedo respirar
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Si es una emergencia, llame ahora al 911. También avisé a la recepción.
    """)


def test_being_forgotten(talk: Talk) -> None:
    talk("""
        > borrar mis datos
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < ¿Borro su nombre, número y mensajes, y cancelo sus citas? Esto no se puede deshacer.
        < 1 Sí, borrar todo
        < 2 No, dejar todo
        > sí
        < Elm Street Clinic: sus datos están borrados y sus citas canceladas. Adiós.
    """)


def test_a_clinic_that_greets_in_spanish_notices_english(talk: Talk, clinic: Clinic) -> None:
    clinic.locale = "es"
    clinic.save()
    talk("""
        > ok
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < De acuerdo. Escriba CITA para reservar, o AYUDA.
        > I need an appointment tomorrow
        < These are free. Reply with a number or another day:
        < 1 Tue 24 Nov, 9am, Dr. Lee
        < 2 Tue 24 Nov, 11am, Dr. Lee
        < 3 Tue 24 Nov, 1pm, Dr. Osei
        < 4 Tue 24 Nov, 3pm, Dr. Lee
        < 5 Other times
    """)


def test_a_language_that_was_only_noticed_follows_the_evidence(talk: Talk) -> None:
    talk("""
        > hola
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < ...
        > thx!!
        < Con mucho gusto.
        > wait how much does it cost
        < I do not know that. Text AGENT and the desk will tell you.
        < ...
        > quiero saber si puedo ir el jueves con dr lee
        < Libre con Dr. Lee. Responda con un número o con otro día:
        < ...
    """)


def test_a_language_that_was_asked_for_stays(talk: Talk) -> None:
    talk("""
        > en español por favor
        < ...
        > wait how much does it cost
        < Eso no lo sé. Escriba PERSONA y la recepción le dirá.
        > in english please
        < From now on we write in English.
        > quiero saber si puedo ir el jueves con dr lee
        < Free with Dr. Lee. Reply with a number or another day:
        < ...
    """)


def test_same_time_is_nobodys_name_in_either_language(talk: Talk) -> None:
    talk("""
        >> en español por favor | book dr lee thursday 3pm | yes
        < Reservada: Dr. Lee, jue 26 nov, 3pm. Código <A>. Para moverla escriba M <A>; para cancelarla, X <A>.
        > same time
        < Perdón, no entendí.
        < ¿A nombre de quién es la cita?
        > Ana
        < Gracias, Ana. Le esperamos: Dr. Lee, jue 26 nov, 3pm.
    """)
