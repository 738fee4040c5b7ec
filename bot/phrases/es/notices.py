"""What leaves on its own ("notice.*"): one segment with the longest names, held by tests/bot/test_phrases.py."""

PHRASES: dict[str, str] = {
    "notice.offer": "{clinic}: hora libre{who}: {doctor}, {when}. Responda SÍ para tomarla o NO para pasar. Límite: {until}.",
    "notice.offer_late": "{clinic}: libre{who}: {doctor}, {when}. SÍ la toma, NO la pasa. Límite: {until}. Aún puede cancelarla después.",
    "notice.offer_first": "{clinic}: libre{who}: {doctor}, {when}. SÍ la toma, NO la pasa. Límite: {until}. Es del primer SÍ.",
    "notice.offer_first_late": "{clinic}: libre: {doctor}, {when}. ¿SÍ o NO? Límite: {until}. Es del primer SÍ, y aún puede cancelarla.",
    "notice.offer_swap": "{clinic}: antes{who}: {doctor}, {when}. SÍ mueve su cita del {old}, NO la deja. Límite: {until}.",
    "notice.offer_lost": "{clinic}: otra persona tomó {doctor}, {when}. Usted sigue en la lista de espera. Para ver otras: HORAS LIBRES.",
    "notice.reminder": "{clinic}: {doctor}, {when}. Responda C para confirmar, M para mover, X para cancelar ({code}).",
    "notice.reminder_confirmed": "{clinic}: le esperamos el {when}, {doctor}. M la mueve, X la cancela ({code}).",
    "notice.on_the_way": "{clinic}: le esperábamos el {when}. ¿Viene en camino? Responda SÍ, TARDE 15, o X para cancelar.",
    "notice.missed": "{clinic}: no le vimos en su cita: {doctor}, {when}. Escriba CITA para una nueva.",
    "notice.confirmed": "{clinic}: confirmada: {doctor}, {when}. Código {code}. M la mueve, X la cancela.",
    "notice.booked_by_desk": "{clinic}: le reservamos {doctor}, {when}. Código {code}. M {code} la mueve, X {code} la cancela.",
    "notice.cancelled_choice": "{clinic}: perdón, su cita {when} se canceló. Libre: 1 {first}, 2 {second}. Responda 1, 2 o CITA.",
    "notice.several_confirmed": "{clinic}: confirmamos {count} de sus citas, la primera {when}. Escriba MIS CITAS para verlas.",
    "notice.several_cancelled": "{clinic}: lo sentimos, {count} de sus citas se cancelaron, la primera de {when}. Escriba CITA para otras.",
    "notice.several_moved": "{clinic}: movimos {count} de sus citas, la primera a {when}. Escriba MIS CITAS para verlas.",
    "notice.series_by_desk": "{clinic}: le reservamos {count} citas con {doctor}: {when} y luego {rhythm}. Escriba MIS CITAS para verlas.",
    "notice.series_cancelled": "{clinic}: lo sentimos, {count} citas con {doctor} desde {when} se cancelaron. Escriba CITA para una nueva.",
    "notice.payment": "{clinic}: pague {amount} por su cita {when} aquí: {link}",
    "notice.moved_by_desk": "{clinic}: movimos su cita: {when}, {doctor}. Código {code}. M {code} la mueve, X {code} la cancela.",
    "notice.on_after_all": "{clinic}: perdón, fue un error: su cita sigue en pie: {doctor}, {when}. Código {code}. M {code} la mueve, X {code} la cancela.",
    "notice.cancelled_by_desk": "{clinic}: lo sentimos, su cita se canceló: {doctor}, {when}. Escriba CITA para una nueva.",
    "notice.doctor_late": "{clinic}: {doctor} va unos {minutes} min tarde para su cita, {when}. M {code} la mueve.",
    "notice.linked": "{clinic}: sus citas se ven ahora también en un chat de Telegram. Si no fue usted, escriba PERSONA.",
    "notice.reminders": "{clinic}, {day}: {visits}. Responda C para confirmar todas, M mueve una, X cancela una.",
    "notice.reminders_confirmed": "{clinic}, {day}: {visits}. ¡Le esperamos! M mueve una, X cancela una.",
    "notice.meeting": "{clinic}: {doctor}, {when}. Entre aquí: {link}",
    "notice.turn_joined": "Está en la fila de {clinic}: turno {ticket}, {ahead} antes. Le avisamos cuando le toque."
    " SALIR deja la fila. STOP termina los mensajes.",
    "notice.turn_joined_wait": "Está en la fila de {clinic}: turno {ticket}, {ahead} antes, {wait}. Le avisamos."
    " SALIR deja la fila. STOP termina los mensajes.",
    "notice.turn_checked_in": "Su llegada a {clinic} está anotada: turno {ticket}. Le avisamos cuando le toque.",
    "notice.turn_third": "Turno {ticket}: ya es el número {place} en la fila de {clinic}. Si no está aquí, venga ahora."
    " Para 10 minutos más escriba LUEGO.",
    "notice.turn_now": "Es su turno, {ticket}. Le esperan en {room}, {doctor}. {clinic}",
    "notice.turn_now_roomless": "Es su turno, {ticket}: {doctor} le atiende ahora. {clinic}",
    "notice.turn_online": "Es su turno, {ticket}. Entre con {doctor} aquí: {link}",
    "notice.turn_recall": "Turno {ticket}: le llamamos otra vez. Le esperan en {room}, {doctor}. {clinic}",
    "notice.turn_recall_roomless": "Turno {ticket}: le llamamos otra vez. {doctor} le espera. {clinic}",
    "notice.turn_recall_online": "Turno {ticket}: le llamamos otra vez. Entre con {doctor} aquí: {link}",
    "notice.turn_asked": "Turno {ticket}: le llamamos. ¿Viene en camino? Escriba LLEGUÉ si ya está aquí, o LUEGO"
    " para 10 minutos más. {clinic}",
    "notice.turn_passed": "Turno {ticket}: le llamamos y no estaba, así que otros pasan antes. Escriba LLEGUÉ cuando"
    " llegue y recupera su lugar. {clinic}",
    "notice.turn_back": "Turno {ticket}: está otra vez en la fila. Le avisamos cuando le toque. {clinic}",
    "notice.turn_not_yet": "Turno {ticket}: perdón, todavía no le toca. Conserva su lugar y le avisamos otra vez."
    " {clinic}",
    "notice.turn_handed_over": "Turno {ticket}: {doctor} le va a atender. Conserva su lugar en la fila. {clinic}",
    "notice.turn_missed": "Turno {ticket}: le llamamos y no vino, así que su lugar se cerró. Para otro escriba"
    " FILA. {clinic}",
    "notice.turn_removed": "La recepción sacó de la fila el turno {ticket}. Si necesita ayuda escriba PERSONA. {clinic}",
    "notice.turn_room": "el consultorio {room}",
}
