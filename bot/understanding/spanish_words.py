"""Spanish words and phrases with their plain English, accents folded away. Data only.

A line is "english: spanish | spanish". NEXT marks a word that goes before what it follows ("que viene").
"""

from __future__ import annotations

from bot.understanding.lexicon import forms, numbered

NUMBERS = numbered(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciseis diecisiete dieciocho "
    "diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis "
    "veintisiete veintiocho veintinueve "
    "treinta"
) | {"un": 1, "una": 1, "veintiun": 21, "cuarenta": 40, "cincuenta": 50}
ORDINALS = {"primero": 1, "primer": 1, "segundo": 2, "tercero": 3, "tercer": 3, "tercera": 3, "quinto": 5}

# What people type for short.
TEXTING = forms(
    """
    que: q k ke
    por: xa
    porque: xq pq porq
    manana: mnn mñn mana manna mñna mñana maniana
    despues: dsp dps desp
    quiero: kiero qiero
    favor: fa
    porfavor: porfa xfa pf plis porfis
    gracias: grax grcs grac graciass
    bien: bn
    tambien: tb tmb
    lunes: lun
    martes: mart
    miercoles: mie mier mierc
    jueves: jue juev
    viernes: vie vier
    sabado: sab
    domingo: domin dom
    semana: sem
    cita: cta sita zita
    cancelar: kanselar kancelar canzelar
    cambiar: kambiar canbiar
    """
)

_TABLE = """
monday: lunes
tuesday: martes
wednesday: miercoles
thursday: jueves
friday: viernes
saturday: sabado | sabados
sunday: domingo | domingos
january: enero
february: febrero
march: marzo
april: abril
may: mayo
june: junio
july: julio
august: agosto
september: septiembre | setiembre
october: octubre
november: noviembre
december: diciembre
today: hoy | hoy mismo | el dia de hoy
tomorrow: manana | el dia de manana
the day after tomorrow: pasado manana
now: ahora | ahorita | ahora mismo
tonight: esta noche | hoy en la noche | hoy por la noche | hoy a la noche
tomorrow morning: manana temprano | manana a primera hora
this morning: esta manana
this afternoon: esta tarde | hoy en la tarde | hoy por la tarde | hoy a la tarde
in the morning: por la manana | en la manana | de la manana | a la manana | por las mananas | en las mananas
in the morning: a media manana | de manana
in the afternoon: por la tarde | en la tarde | de la tarde | a la tarde | por las tardes | en las tardes
in the afternoon: a media tarde
in the night: por la noche | en la noche | de la noche | a la noche | por las noches
in the morning: de la madrugada | en la madrugada | por la madrugada
morning: la manana | mananas
afternoon: tarde | tardes | la tarde
night: noche | noches | la noche
noon: mediodia | medio dia | al mediodia | del mediodia | al medio dia
midnight: medianoche | media noche
first thing: a primera hora | primera hora
end of the day: a ultima hora
after work: despues del trabajo | despues de trabajar | saliendo del trabajo | al salir del trabajo
after work: cuando salga del trabajo
after school: despues de la escuela | despues del colegio
before work: antes del trabajo | antes de trabajar
after lunch: despues de comer | despues de almorzar
after: despues de | despues del | a partir de | a partir del | pasadas | despues
before: antes de | antes del | antes
until: hasta
from: desde | desde el
between: entre
around: alrededor de | cerca de | sobre | como a | tipo | mas o menos a | aproximadamente a | hacia
in: dentro de
days: dias
day: dia
week: semana
weeks: semanas
month: mes
months: meses
year: ano
hour: hora
hours: horas | hs | hrs
minutes: minutos | minuto
in half an hour: en media hora | dentro de media hora
weekend: fin de semana | finde | fines de semana
the next week: la proxima semana | la siguiente semana
next week: proxima semana | siguiente semana
next: proximo | proxima | siguiente | proximos | proximas
NEXT: que viene | entrante | que entra | que sigue
this week: esta semana | esta misma semana
this: este | esta | estos
end of: fin de | finales de | final de | fines de | fines del | finales del
beginning of: principios de | principio de | inicio de | comienzos de | principios del
mid: mediados de | mediados del
a: un | una
the: la | los | las | el | lo
of: de | del
to: al
on: en
and: y | e
or: o | u | ni
not: no
no: no gracias
in: en
at: a
with: con
for: para | por
asap: cuanto antes | lo antes posible | lo mas pronto posible | lo mas antes posible | tan pronto como sea posible
asap: urgente lo antes posible
first available: la primera disponible | primera cita disponible | primer hueco | primer turno disponible
first available: la primera que haya | lo primero que haya
change the time: cambiar la hora | cambiar el horario | cambiar de hora | cambiar la fecha | cambiar el dia
something later: algo mas tarde | una hora mas tarde
something earlier: algo mas temprano
how much is: cuanto cuesta | cuanto vale | cuanto sale | que precio tiene | cual es el precio | cuanto cobran
is available: atiende | atienden | trabaja
running late: me atraso | me voy a atrasar | voy a demorar | me voy a retrasar | voy a tardar
i will be there: ahi estare | alli estare | alla estare | ahi voy a estar | si voy | voy a ir | asistire | si asistire
i will be there: ahi estaremos | nos vemos ahi
confirm: confirmo mi asistencia | confirmo asistencia | confirmar asistencia
anytime: cualquier hora | a cualquier hora | cualquier horario
as soon as possible: lo mas temprano posible | lo mas pronto que se pueda | lo antes que se pueda
i dont understand: no entiendo | no comprendo | no entendi
perfect: perfecto | esta perfecto
ok: bueno | listo | okey
anything: algo | alguna cosa
at: alas
my tooth hurts: me duele la muela | me duele una muela | me duele un diente | me duele el diente
i have headache: me duele la cabeza | dolor de cabeza
i have sore throat: me duele la garganta | dolor de garganta
i have stomach ache: me duele el estomago | me duele la panza | me duele la barriga | dolor de estomago
i have backache: me duele la espalda | dolor de espalda
i have pain: me duele | me duelen | tengo dolor
january: ene
april: abr
august: ago
december: dic
last: ultimo
same: mismo | misma | el mismo | la misma
weeks later: semanas despues
week later: semana despues
days later: dias despues
day later: dia despues
months later: meses despues
month later: mes despues
weekday: entre semana | dia de semana
evening: anochecer
every: cada | todos los | todas las
mondays: los lunes
tuesdays: los martes
wednesdays: los miercoles
thursdays: los jueves
fridays: los viernes
saturdays: los sabados
earlier: mas temprano | mas pronto | antes posible
later: mas tarde | luego | mas adelante
early: temprano
who: quien
what: que | cual | cuales
when: cuando
where: donde
how: como
forgot when is: no recuerdo cuando es | no me acuerdo cuando es | no se cuando es | olvide cuando es | no recuerdo cuando
forgot when is: no me acuerdo cuando | no se cuando | olvide cuando | no recuerdo a que hora | no me acuerdo a que hora
forgot when is: no recuerdo a que hora es | no me acuerdo a que hora es | olvide a que hora es | no se a que hora es
forgot when is: olvide a que hora | no se a que hora | se me olvido cuando | se me olvido cuando es | se me olvido a que hora
how long: cuanto tiempo | cuanto | cuanto falta | cuanto falta para | cuanto demora | cuanto tarda
how long is the wait: cuanto hay que esperar | cuanto tengo que esperar | cuanto se espera | hay que esperar mucho
how long is the wait: cuanto hay de espera | cuanta espera hay | cuanto tiempo de espera | tiempo de espera
how long is the wait: cuanto falta para que me atiendan | cuanto falta para que me toque
how long is the wait: cuanto falta para mi turno | cuanto me falta | cuanto voy a esperar
how many ahead: cuantos hay antes | cuantas personas hay antes | cuantos van antes | cuantos faltan
how many ahead: cuantas personas faltan | cuantos tengo delante | cuantas personas hay delante | cuantos hay delante
i: yo
you: usted | ustedes | tu
me: me
my: mi | mis
mine: la mia | el mio | lo mio
confirm both: confirmo las dos | confirmar las dos | confirmo ambas | confirmar ambas
cancel both: cancelar las dos | cancele las dos | anular las dos | cancelar ambas | anular ambas
please: por favor | porfavor
i want: quiero | deseo | querria
i would like: quisiera | me gustaria | queria | me interesa
i need: necesito | ocupo | preciso | me hace falta | tengo que
can i: puedo | podria | se puede | sera posible | es posible
we can: podemos | podriamos
can you: puede | pueden | podrian | puedes | podrias | me puede | me pueden | me podria | me podrian
do you have: tiene | tienen | tendran | tendria | tendrian | habra | hay | tienes | queda | quedan
i have: tengo | tenia
is: es | esta | son | estan
appointment: cita | turno | consulta | hora medica | citas medicas | cita medica | visita | reserva | reservacion
appointment: revision
appointments: citas | turnos | consultas | visitas
my appointments: mis citas | mis turnos | ver mis citas
book: reservar | agendar | sacar | programar | concertar | pedir | apartar | marcar | solicitar | agendo | reservo
book: agendame | resereveme | agende | reserve | pido | saco | coger | hacer | hacerme | agendarme | programe
book appointment: sacar turno | pedir cita | pedir hora | hacer cita | hacer una cita | agendar cita | reservar cita
do not have one: todavia no tengo | aun no tengo | no tengo ninguna | no tengo todavia
just: es que | nada mas que
book appointment: sacar cita | sacar una | agendar una | pedir una | pedir turno | tomar hora | reservar hora | agendar hora
see: ver
come: ir | venir | pasar | acudir | asistir | llegar
come in: atender | atenderme | atenderse | me atienden | me atiendan | que me vean | me vean | atiendan
doctor: doctor | doctora | medico | medica | doctores | medicos | pediatra | especialista | dermatologo
doctor: dermatologa | cardiologo | ginecologa | ginecologo
dr: dr | dra
dentist: dentista | odontologo | odontologa
cancel: cancelar | anular | cancelo | cancele | cancelen | cancelame | cancela | anule | cancelarla | anularla
cancel: cancelenla | cancelala | cancelela | cancelemela | anulela | eliminar la cita | borrar la cita | quitar la cita
cancelled: cancelada | cancelado | anulada
cancellation: cancelacion
reschedule: reprogramar | reagendar | reprograme | reagende | posponer | aplazar | reprogramarla | reagendarla
reschedule: postergar | atrasar
move: mover | cambiar | pasar la cita | correr | muevan | mueva | cambie | cambien | cambiame | moverla | cambiarla | muevala | muevela | muevamela | cambiela | cambiemela | pasela a | pasemela
move: adelantar | modificar | trasladar | recorrer
change: cambio
confirm: confirmar | confirmo | confirmada | confirmado | confirme | confirmame
available: disponible | disponibles
availability: disponibilidad
free: libre | libres | desocupado
slots: huecos | horarios | espacios | espacio | hueco | horario | campo | cupo | cupos | lugar disponible | lugares
slots: horas disponibles | horas libres | turnos disponibles | citas disponibles
more: mas | mas opciones | ver mas | otras opciones | otros horarios | otras horas
another: otro | otra | otros | otras
another time: otra hora | otro horario | otro momento
another day: otro dia | otra fecha
another doctor: otro doctor | otra doctora | otro medico | otro dentista | otra doctor
any doctor: cualquier doctor | cualquier medico | cualquiera | el que sea | quien sea | me da igual
any doctor: cualquier doctora | no importa quien | quien este disponible
same doctor: el mismo doctor | la misma doctora | mismo doctor | misma doctora | el mismo de siempre | la de siempre
same doctor: el mismo medico
same doctor as last time: el mismo de la ultima vez | el mismo doctor de la ultima vez
same doctor as last time: el mismo doctor de la vez pasada | la misma de la otra vez
none of these: ninguna | ninguno | ninguna de esas | ninguno de esos | ninguna me sirve | ninguno me sirve
something else: otra cosa | algo mas | alguna otra cosa
back: atras | volver | regresar | volver atras
never mind: no importa | olvidalo | dejalo | dejalo asi | olvidelo | dejelo
start over: empezar de nuevo | comenzar de nuevo | volver a empezar | reiniciar | desde el principio
thanks anyway: gracias de todos modos | gracias de todas formas | gracias de todas maneras | gracias igual | gracias igualmente
start over: empezar otra vez
status: estado | estatus
when is my appointment: cuando es mi cita | a que hora es mi cita | cuando tengo cita | que dia es mi cita
when is my appointment: a que hora me dijo | a que hora quedamos | a que hora quedo | que dia quedamos
when is my appointment: que dia me dijo | a que hora era | que dia era | cuando era | a que hora me dieron
when is my appointment: cuando quedo | para cuando quedo | para que dia quedo
when is my appointment: cuando me toca | a que hora tengo cita | a que hora es | tengo alguna cita | tengo cita
queue: fila | cola | la fila | la cola
join the queue: unirme a la fila | entrar a la fila | entrar en la fila | entrar en la cola | ponerme en la fila
join the queue: ponerme en la cola | tomar numero | tomar un numero | tomar turno | sacar numero | sacar ficha
join the queue: sin cita | anotarme en la fila | hacer fila | hacer cola | formarme
leave the queue: salir de la fila | salir de la cola | salirme de la fila | dejar la fila | sacarme de la fila
leave the queue: saquenme de la fila | quitarme de la fila | quitenme de la fila | abandonar la fila
leave the queue: salir de la lista | sacarme de la lista de espera | salir de la lista de espera
leave the queue: quitarme de la lista de espera | saquenme de la lista de espera | quitenme de la lista de espera
leave the queue: saqueme de la fila | quiteme de la lista | saqueme de la lista | borreme de la lista
leave the queue: quiteme de la lista de espera | saqueme de la lista de espera | quitenme de la lista
waitlist: lista de espera
if anything opens up earlier: si se libera | si se libera algo | si se desocupa | si se desocupa algo
if anything opens up earlier: si hay algo antes | si cancela alguien | si alguien cancela | si sale algo antes
my position: mi posicion | mi lugar | que lugar tengo | mi numero | en que lugar voy | que numero soy
my position: que numero tengo | mi lugar en la fila | que puesto tengo | en que posicion estoy | mi puesto
is it my turn: ya me toca | es mi turno | ya es mi turno
i am here: ya llegue | estoy aqui | ya estoy aqui | llegue | aqui estoy | ya estoy | estoy en la clinica
i am here: ya estoy en la clinica | estoy afuera | estoy en la sala de espera | estoy en recepcion | acabo de llegar
i am here: ya estamos aqui | hemos llegado | presente | estoy en la puerta
be right back: ahora vuelvo | ya vuelvo | vuelvo enseguida | regreso enseguida | ahorita vuelvo | ahorita regreso
be right back: salgo un momento | voy a salir un momento | salgo un ratito | enseguida vuelvo | vuelvo en un momento
running late: voy tarde | llego tarde | voy retrasado | voy retrasada | voy con retraso | se me hizo tarde
running late: estoy retrasado | estoy retrasada | voy atrasado | voy atrasada | voy a llegar tarde | llegare tarde
running late: voy demorado | voy demorada | me demoro | me retraso
late: tarde de retraso | de retraso | retrasado | retrasada | demora
minutes late: minutos tarde | minutos de retraso | minutos de demora | min tarde | minutos de atraso
on my way: voy en camino | estoy en camino | ya voy | voy para alla | en camino
more minutes: minutos mas
i will arrive: llegare | llego | voy a llegar
cant make it: no puedo ir | no puedo asistir | no puedo llegar | no podre ir | no podre asistir | no voy a poder ir
cant make it: no voy a poder | no puedo venir | no podre venir | no voy a ir | no puedo ese dia | no podre
cant make it: no llego | no voy a poder asistir | no voy a llegar
no longer need the appointment: ya no necesito la cita | ya no quiero la cita | ya no necesito cita
no longer need the appointment: ya no quiero ir | no necesito la cita | ya no voy a ir
delete my data: borrar mis datos | borren mis datos | eliminar mis datos | eliminen mis datos | borre mis datos
delete my data: elimine mis datos | borrenme | borrar todo lo mio | eliminen mi informacion | borrar mi informacion
delete my data: olvidenme | eliminar mi cuenta | borrar mi cuenta
stop texting me: no me escriban | no me escriban mas | dejen de escribirme | no me manden mas mensajes
stop texting me: no me envien mas mensajes | no quiero mas mensajes | no mas mensajes | dejenme en paz
stop texting me: deje de escribirme | no me mande mas mensajes | no me molesten | no me escriba mas
stop texting me: dejen de mandarme mensajes | darme de baja | denme de baja | dar de baja | no mas | baja
stop texting me: ya no me escriban | no quiero recibir mensajes | no quiero recibir mas mensajes
stop: alto | parar | pare | detener
help: ayuda | ayudame | ayudeme | socorro | que puedes hacer | como funciona | que puedo hacer | opciones
language: idioma
english: ingles
spanish: espanol | castellano
in english: en ingles
in spanish: en espanol
speak: hablar | habla | hablan | hablo | hable | comunicarme | comunicar | comunicame | comuniqueme
talk to: hablar con | comunicarme con | hablar a | contactar con | hablar con un | hablar con una
a person: una persona | un humano | alguien | una persona real | un agente | la recepcion | la recepcionista
a person: recepcion | recepcionista | un operador | operador | una operadora | agente | humano | persona
a person: un representante
call me: llamame | llamenme | me llamen | me llame | que me llamen
my name is: me llamo | mi nombre es | soy
change my name: cambiar mi nombre | cambiar nombre
name: nombre
yes: si | claro | claro que si | por supuesto | dale | vale | de acuerdo | correcto | asi es | exacto | sip | sii
yes: esta bien | me parece bien | sale | va | me sirve
yes: me queda bien | me viene bien | si por favor | hagalo | adelante | si claro | seguro | desde luego | como no
yes: eso es | estoy de acuerdo | simon | orale | sale pues
no: no | nop | para nada | no gracias | mejor no | todavia no | aun no | ahora no | no quiero | negativo
no: de ninguna manera | no es correcto | incorrecto | nunca | no me sirve | no me queda bien
hi: hola | buenas | buenos dias | buen dia | buenas tardes | buenas noches | que tal | muy buenas | como estan
hi: como esta | saludos
thanks: gracias | muchas gracias | mil gracias | muy amable | se lo agradezco | te lo agradezco | gracias por todo
thanks: muchisimas gracias
bye: adios | hasta luego | chao | chau | nos vemos | hasta pronto | hasta manana | que tenga buen dia
bye: que este bien | bye | eso es todo | es todo | nada mas gracias | hasta la vista | cuidese
new: nueva | nuevo
first: primera
second: segunda
last: ultima | ultimo
option: opcion
number: numero
because: porque | ya que | debido a
urgent: urgente | urgencia | de urgencia
emergency: emergencia
chest pain: dolor de pecho | dolor en el pecho | me duele el pecho | me duele mucho el pecho
chest pain: presion en el pecho | duele el pecho
cant breathe: no puedo respirar | me cuesta respirar | no respira
bleeding heavily: mucha sangre | sangra mucho | estoy sangrando mucho | sangrando mucho | sangrado fuerte
suicide: suicidarme | matarme | suicidio | quitarme la vida | quiero morir | quiero morirme
pain: dolor | me duele
cough: tos
fever: fiebre
checkup: chequeo | control | revision general
cleaning: limpieza
vaccine: vacuna
christmas: navidad | el dia de navidad
christmas eve: nochebuena
new years eve: nochevieja | fin de ano
new years day: ano nuevo | dia de ano nuevo
easter: pascua
flu shot: vacuna de la gripe | vacuna contra la gripe | vacuna de gripe | vacuna para la gripe
son: hijo
daughter: hija
i wont: no voy a
instead of: en vez de | en lugar de
not: excepto | menos el | salvo
better: mejor
make it: mejor el | que sea | ponme | pongame | mejor a
"""


def _phrases(table: str) -> dict[tuple[str, ...], str]:
    out: dict[tuple[str, ...], str] = {}
    for line in table.strip().splitlines():
        english, _, spanish = line.partition(":")
        for phrase in spanish.split("|"):
            out[tuple(phrase.split())] = english.strip()
    return out


PHRASES = _phrases(_TABLE)
for _word, _weekday in (
    ("lunes", "monday"), ("martes", "tuesday"), ("miercoles", "wednesday"), ("jueves", "thursday"),
    ("viernes", "friday"), ("sabado", "saturday"), ("domingo", "sunday"),
):  # fmt: skip
    PHRASES["la", "del", _word] = f"the appointment of {_weekday}"
# "Esa está bien", "ese no me queda": of one thing among several. "A esa hora no puedo": the time, and not the visit.
for _that in ("esa", "ese", "eso", "esta", "este"):
    for _suits in ("esta bien", "me queda bien", "me queda", "me va bien", "me viene bien", "me sirve", "me parece bien",
                   "va bien", "me gusta"):  # fmt: skip
        PHRASES[(_that, *_suits.split())] = "that one works"
        PHRASES[(_that, "no", *_suits.split())] = "that one does not work"
for _time, _that_time in (("hora", "esa"), ("horario", "ese"), ("dia", "ese")):
    for _not in (
        "no puedo",
        "no me queda bien",
        "no me queda",
        "no me viene bien",
        "no me va bien",
        "no me sirve",
        "no",
    ):
        PHRASES[(_that_time, _time, *_not.split())] = "that time does not work"
        PHRASES[("a", _that_time, _time, *_not.split())] = "that time does not work"
