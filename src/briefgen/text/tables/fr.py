"""French."""

from briefgen.text.tables import Table, lines, phrases, words

TABLE = Table(
    reporting=words("""
        dit disent déclaré déclare déclarer affirmé affirme indiqué indique précisé précise ajouté ajoute annoncé annonce
        expliqué explique souligné souligne estimé estime rapporté rapporte assuré assure averti selon m mme dr aussi
        également serait aurait
    """),
    fillers=words("""
        président présidente ministre premier première étrangères secrétaire chef juge général directeur directrice
        dirigeant porte-parole police gouvernement ministère comité agence lundi mardi mercredi jeudi vendredi samedi
        dimanche an ans année années mois semaine semaines jour jours aujourd'hui hier demain temps homme hommes femme
        femmes personnes gens nouveau nouvelle dernier dernière
    """),
    pronouns=words("il elle ils elles lui leur leurs eux son sa ses celui-ci celle-ci ceux-ci celles-ci y en"),
    possessives=words("son sa ses leur leurs"),
    demonstratives=words("ce cet cette ces ceci cela ça celui celle ceux celles tel telle tels telles"),
    inner=True,
    partners=words("qui que qu'il qu'elle qu'on qu'ils dont où de du des d'un d'une sont à au"),
    first_person=words("je nous mon ma mes notre nos moi j'ai"),
    second_person=words("vous votre vos tu toi"),
    time=words("""
        semaine an année mois jour matin soir nuit après-midi week-end été hiver automne printemps trimestre siècle
        décennie saison lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet
        août septembre octobre novembre décembre fois moment
    """),
    fronting=words(
        "dans en à au aux sur par pour avec sans après avant depuis pendant lors lorsque quand si comme alors selon malgré face"
    ),
    saying=words("""
        dit déclaré déclare affirmé affirme indiqué indique précisé ajouté ajoute annoncé annonce expliqué explique
        estimé estime assuré assure souligné écrit répondu lancé conclu confié reconnu averti rappelé a-t-il a-t-elle
    """),
    acts=words("""
        dit déclaré annoncé signé voté condamné tué tués mort morts blessé blessés arrêté arrêtés rejeté approuvé adopté
        accusé acheté vendu payé fermé ouvert rencontré démissionné lancé repris gagné perdu détruit
    """),
    titles=words("""
        président présidente ministre premier chef roi reine général juge maire directeur directrice pape professeur dr
        m mme porte-parole secrétaire gouverneur sénateur sénatrice député députée
    """),
    abstract=words("""
        dynamique situation évolution évolutions paysage efforts complexité élan interaction moment mosaïque démarche
        regain enjeux
    """),
    revealing=words("""
        reflète reflètent révèle révèlent souligne soulignent illustre illustrent démontre démontrent signale signalent
        témoigne témoignent lumière
    """),
    droppable=phrases("""
        cependant,
        par ailleurs,
        en outre,
        toutefois,
        de son côté,
        de leur côté,
        pour sa part,
        pendant ce temps,
    """),
    hanging=phrases(r"""
        mais
        et
        ou
        or
        donc
        car
        puis
        ensuite
        alors
        ainsi
        aussi
        pourtant
        cependant
        toutefois
        néanmoins
        en revanche
        par conséquent
        en effet
        en conséquence
        pour autant
        de plus
        en outre
        par ailleurs
        dans ce contexte
        malgré cela
        selon lui
        selon elle
        selon eux
        pour lui
        d'après lui
        tous deux
        les deux hommes
        les deux femmes
        les deux
        ce dernier
        cette dernière
        ces derniers
        là
        ici
        c'est
        c'était
        d'autres
        enfin
        par exemple
        notamment
        dans le même temps
        au même moment
        en même temps
        parmi (?:eux|elles|lesquels|lesquelles)
        entre-temps
        après (?:cela|quoi)
        depuis lors
        à ce titre
        à cet égard
        de fait
        au contraire
        comme (?:il|elle|ils|elles)
        d'un côté
        d'une part
        d'autre part
        finalement
        autrement dit
        quant à (?:lui|elle|eux|elles)
    """),
    hanging_inside=lines(r"""
        \bce dernier\b
        \bcette dernière\b
        \bces derniers\b
        \bces dernières\b
        , a-t-(?:il|elle|on) (?:déclaré|ajouté|dit|précisé|expliqué|affirmé|indiqué|souligné|assuré|estimé|poursuivi|conclu)\b[^.,]*\.$
        , (?:selon|d['’]après) (?:lui|elle|eux)\.$
    """),
    expletive=r"(?i)il (?:y a|y avait|y aura|faut|fallait|faudra|reste|pleut|neige|s['’]agit)\b"
    r"|il (?:est|était|sera|serait) (?!accusé|soupçonné|arrivé|poursuivi|chargé|âgé|né|mort|connu|visé|suspecté)\w+ (?:que|qu['’]|de|d['’])",
    furniture=lines(r"""
        abonnez-vous\b
        inscrivez-vous\b
        en poursuivant votre navigation\b
        suivez[- ]nous\b
        (?:à )?lire (?:aussi|également|plus)\b.{0,100}$
        (?:publicité|partager|imprimer|commentaires?|vidéo|diaporama)$
        tous droits réservés
        (?:crédit|photo|source|crédits?)s?(?: photo)?s?\W{0,2}:
        (?:publié|mis à jour|modifié)(?: le| à)\b.{0,80}$
        partager (?:cet article|sur)\b
        soutenez\b.{0,80}\b(?:don|journalisme)\b
        (?:cet article est réservé|réservé) aux abonnés
        (?:correction|note de la rédaction|rectificatif)\W{0,2}:
    """),
    credits=lines(r"""
        (?:Par|PAR) (?:[A-ZÀ-Þ][\w.'’-]+ ?){2,3}(?:(?:,| et| avec) .{2,60})?$(?<![.])
        (?:[A-ZÀ-Þ][\w.'’-]+ ){1,2}[A-ZÀ-Þ][\w.'’-]+ ?/ ?(?:AFP|Reuters|[A-Z]\w+)$
    """),
    speech=words("""
        dénoncé dénonce regretté regrette réagi réagit commenté commente raconté raconte témoigné témoigne martelé
        insisté insiste jugé juge promis promet plaidé plaide confirmé confirme demandé demande écrit tweeté poursuivi
        poursuit résumé résume clamé répété répète prévenu prévient salué salue assuré considéré considère glissé
        disait affirmait expliquait conclut lance rappelé rappelle souligne répond reconnaît confie avertit précise
        indique annonce écrivait
    """),
    between=words("a ont avait avaient est notamment aussi ensuite encore également pour sa part lui elle"),
    subjects=words("il elle on ils elles je nous"),
    determiners=words("le la les l un une son sa ses leur leurs des du ce cette"),
    according=phrases("""
        selon
        d'après
        d’après
    """),
)
