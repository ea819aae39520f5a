"""Spanish."""

from briefgen.text.tables import Table, lines, phrases, words

TABLE = Table(
    reporting=words("""
        dijo dice dicen decir dicho afirmó afirma aseguró asegura señaló señala indicó indica explicó explica añadió
        agregó declaró declara anunció anuncia informó informa advirtió según sr sra dr también sería habría
    """),
    fillers=words("""
        presidente presidenta ministro ministra primer primera exteriores secretario secretaria jefe jefa juez jueza
        general director directora líder portavoz policía gobierno ministerio comité agencia lunes martes miércoles
        jueves viernes sábado domingo año años mes meses semana semanas día días hoy ayer mañana tiempo hombre hombres
        mujer mujeres personas gente nuevo nueva último última
    """),
    pronouns=words("él ella ellos ellas ello le les lo su sus suyo suya"),
    possessives=words("su sus"),
    demonstratives=words(
        "esto esta este estos estas eso esa ese esos esas aquello aquel aquella aquellos aquellas dicho dicha dichos dichas"
    ),
    inner=True,
    first_person=words("yo nosotros mi mis nuestro nuestra nuestros nuestras nos"),
    second_person=words("usted ustedes tú tu tus vosotros te"),
    time=words("""
        semana año mes día mañana tarde noche madrugada fin verano invierno otoño primavera trimestre siglo década
        temporada lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto
        septiembre octubre noviembre diciembre vez momento jueves
    """),
    fronting=words(
        "en a al por para con sin tras antes después desde durante cuando si como mientras según pese ante sobre bajo"
    ),
    saying=words("""
        dijo dice afirmó afirma aseguró asegura señaló señala indicó explicó explica añadió agregó declaró anunció
        escribió respondió advirtió informó reconoció insistió sostuvo concluyó
    """),
    acts=words("""
        dijo anunció firmó firmaron votó condenó mató murió murieron heridos detuvo detenidos rechazó aprobó acusó compró
        vendió pagó cerró abrió reunió renunció lanzó ganó perdió destruyó multó impuso
    """),
    titles=words("""
        presidente presidenta ministro ministra secretario secretaria rey reina general juez jueza alcalde alcaldesa
        director directora papa profesor profesora dr sr sra portavoz gobernador gobernadora senador senadora
    """),
    droppable=phrases("""
        sin embargo,
        mientras tanto,
        además,
        por otra parte,
        asimismo,
        por su parte,
        por otro lado,
        entretanto,
    """),
    abstract=words("""
        dinámica dinámicas situación panorama esfuerzos complejidad impulso momento interacción desarrollo desarrollos
        evolución entramado coyuntura
    """),
    revealing=words("""
        refleja reflejan subraya subrayan evidencia evidencian ilustra ilustran revela revelan demuestra demuestran relieve
        manifiesto
    """),
    hanging=phrases(r"""
        pero
        y
        o
        pues
        luego
        entonces
        así
        también
        además,
        sin embargo
        no obstante
        por lo tanto
        por tanto
        por eso
        por ello
        en cambio
        en consecuencia
        de hecho
        a su vez
        mientras tanto
        pese a ello
        pese a eso
        a pesar de ello
        ambos
        ambas
        los dos
        las dos
        allí
        aquí
        dijo
        afirmó
        aseguró
        añadió
        agregó
        explicó
        señaló
        indicó
        según él
        según ella
        según (?:dijo|explicó|añadió|señaló|indicó|afirmó|aseguró|informó)(?=,)
        por ejemplo
        al mismo tiempo
        finalmente
        por último
        entre (?:ellos|ellas)
        (?:tras|ante|con|para|por) ello
        en (?:ese|este|tal) sentido
        de (?:esta|esa|tal) (?:forma|manera|modo)
        de este modo
        de ahí
        es decir
        o sea
        tal(?! (?:vez|como|cual|y)\b)
        tales
        en efecto
        por el contrario
        a continuación
        posteriormente
        por un lado
        en definitiva
        lo mismo
    """),
    hanging_inside=lines(r"""
        \beste último\b
        \besta última\b
        \bestos últimos\b
        , (?:dijo|afirmó|aseguró|añadió|agregó|explicó|señaló|indicó|concluyó|sostuvo|declaró|insistió)\.$
        , según (?:él|ella|ellos)\.$
    """),
    furniture=lines(r"""
        suscr[ií]b(?:ase|ete)\b
        (?:contenido )?exclusivo para suscriptores
        est[ea] (?:sitio|web|página) (?:utiliza|usa) cookies
        (?:síga|sigue)nos\b|s[ií]gue?nos en\b
        (?:lea|lee|leer) (?:también|más)\b.{0,100}$
        (?:publicidad|compartir|imprimir|comentarios?|vídeo|video|galería)$
        .{0,80}todos los derechos reservados
        (?:foto|fotos|fuente|imagen|crédito)\W{0,2}:
        (?:actualizado|publicado)(?: el| a las|:)\b.{0,80}$
        compart(?:ir|e|a) (?:este|esta|en)\b.{0,60}$
        (?:haga|haz) clic\b
        (?:corrección|nota del editor|fe de errores)\W{0,2}:
    """),
    credits=lines(r"""
        (?:Por|POR) (?:[A-ZÁÉÍÓÚÑ][\w.'’-]+ ?){2,3}(?:(?:,| y) .{2,60})?$(?<![.])
        (?:[A-ZÁÉÍÓÚÑ][\w.'’-]+ ){1,2}[A-ZÁÉÍÓÚÑ][\w.'’-]+ ?/ ?(?:EFE|AFP|Reuters|[A-Z]\w+)$
    """),
    speech=words("""
        comentó comenta criticó denunció denuncia destacó destaca subrayó subraya pidió pide preguntó prometió lamentó
        lamenta recordó recuerda relató relata contó cuenta manifestó expresó puntualizó precisó matizó confesó admitió
        confirmó aclaró apuntó apunta remarcó enfatizó reiteró exigió exclamó celebró consideró considera opinó opina
        escribe responde advierte informa reconoce insiste sostiene concluye declara anuncia agrega añade indica
        tuiteó publicó dijeron afirmaron aseguraron señalaron explicaron informaron indicaron
    """),
    between=words("ha han había habían también luego además se le les lo ayer hoy"),
    subjects=words("él ella ellos ellas yo nosotros"),
    determiners=words("el la los las un una su sus este esta"),
    according=phrases("""
        según
        de acuerdo con
        en palabras de
    """),
)
