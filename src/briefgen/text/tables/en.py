"""English."""

from briefgen.text.tables import Table, lines, phrases, words

TABLE = Table(
    stop=words("""
        about above across after afterwards again against all almost alone along already also although always amid among
        amongst an and another any anyone anything are around as aside at away be became because become becomes been
        before behind being below beside besides between beyond both but by can cannot could did do does doing done down
        during each either else enough even ever every everyone everything few for from further had has have having he
        hence her here hers herself him himself his how however i if in indeed instead into is it its itself just least
        less many may me meanwhile might mine more moreover most much must my myself near nearly neither never
        nevertheless next no nobody none nor not nothing now of off often on once only onto or other others otherwise
        our ours ourselves out over own per perhaps quite rather really same several shall she should since so some
        somehow someone something sometimes somewhere soon still such than that the their theirs them themselves then
        there therefore these they this those though through throughout thus to together too toward towards under until
        up upon us very via was we were what whatever when where whereas whether which while who whoever whole whom
        whose why will with within without would yet you your yours yourself
    """),
    reporting=words("""
        say said says saying tell told telling tells state stated states stating add added adds adding claim claimed
        claims claiming assert asserted asserting asserts note noted notes noting warn warned warns warning report
        reported reports reporting express expressed expressing highlight highlighted highlights reiterate reiterated
        remark remarked remarking announce announced according mr mrs ms dr would could also
    """),
    fillers=words("""
        president vice minister prime foreign secretary chief justice judge general director leader head chairman
        spokesman spokeswoman spokesperson official officials police detective senator governor mayor ambassador envoy
        department ministry government committee agency monday tuesday wednesday thursday friday saturday sunday year
        years month months week weeks day days today yesterday tomorrow time times people man men woman women new first
        last january february march april may june july august september october november december
        attorney lawyer coach chairwoman anonymity condition familiar matter authorized authorised
    """),
    pronouns=words("he she it they him her hers them his its their theirs himself herself itself themselves"),
    groups=words("""
        police prosecutors officials authorities investigators witnesses residents doctors lawyers critics reports
        sources experts analysts lawmakers detectives officers neighbors neighbours relatives friends reporters
        republicans democrats supporters aides advisers deputies firefighters paramedics when after before while if once
        although though because asked
    """),
    articles=words("a an the one another every each"),
    definite=words("the"),
    possessives=words("his her its their"),
    prepositions=words("""
        of in on at for by with from between among behind to around over under within toward towards against across
        about into after before like and
    """),
    before_places=words("in at from near on to of into outside"),
    partners=words("who whose whom that which in with of from without on at for to between behind against about where"),
    inner=True,
    demonstratives=words("this these those such"),
    second_person=words("you your yours you're you'll you've you'd yourself yourselves"),
    first_person=words("i we my our us me ours mine i'm i've i'd i'll we're we've we'd we'll myself ourselves"),
    time=words("""
        today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february march
        april may june july august september october november december second minute hour day days morning afternoon
        evening night week weekend month offseason period quarter season spring summer autumn fall winter year decade century point
        stage juncture christmas easter
    """),
    fronting=words("""
        in on at by for from with without within after before since during until till as when while although though if
        unless because despite amid among according under over upon following about against between through throughout
        having asked speaking like once where whereas given based whenever even enter
    """),
    saying=words("""
        said says say told tells tell added adds wrote writes asked asks replied replies stated states warned warns
        explained explains argued argues announced announces declared declares insisted insists noted notes claimed
        claims tweeted tweets posted acknowledged acknowledges admitted admits continued recalled recalls testified
        testifies shouted remarked joked joking vowed promised promises reported reports concluded read reads
        called calls saying adding telling according described describes quipped responded responds urged urges
        denied denies confirmed confirms
    """),
    acts=words("""
        said told met agreed announced killed signed voted arrested charged sentenced ruled approved rejected launched
        attacked accused urged warned called proposed accepted refused resigned died injured wounded won lost bought
        sold paid opened closed banned ordered passed vetoed fired hired elected appointed convicted acquitted sued
        filed testified pleaded apologized denied admitted confirmed issued released withdrew invaded seized captured
        struck hit destroyed crashed fell rose began ended started stopped planned pledged promised asked offered
        demanded insisted added declared argued convened held visited arrived left returned traveled travelled
        expressed highlighted emphasized reiterated joined supported condemned praised criticized suggested labeled
        labelled described claimed stated posted wrote saw found identified shot stabbed rescued evacuated deployed
        withdrew suspended expelled extended raised cut increased decreased reported published unveiled introduced
        meet meets agree agrees announce announces kill kills sign signs vote votes says say asks urges warns calls
        claims argues plans hosts host stresses resumed failed stalled
    """),
    titles=words("""
        president vice-president minister secretary chancellor premier king queen prince princess pope mr mrs ms miss dr
        sir dame lord lady gen general lt col colonel maj major capt captain cmdr commander adm admiral sgt sergeant sen
        senator rep representative congressman congresswoman gov governor mayor ambassador envoy judge justice prof
        professor rev reverend bishop cardinal archbishop imam rabbi officer detective sheriff inspector chief spokesman
        spokeswoman spokesperson director chairman chairwoman chair leader lawmaker councilman councilwoman commissioner
        attorney prosecutor lawyer coach singer actor actress author founder executive ceo analyst economist deputy
    """),
    institutions=words("""
        house senate congress parliament police court university college school hospital department ministry office news
        times post press radio journal agency bank group company inc corp council union party association street church league
        club team committee commission foundation institute center centre airport airlines
    """),
    abstract=words("""
        surge interplay dynamic dynamics effort efforts situation landscape complexity complexities development
        developments tapestry momentum moment moments move moves push
    """),
    revealing=words("""
        reflect reflects reflected reveal reveals revealed underscore underscores underscored highlight highlights
        highlighted signal signals signaled signalled illustrate illustrates illustrated demonstrate demonstrates
        demonstrated
    """),
    droppable=phrases("""
        however,
        meanwhile,
        meanwhile
        additionally,
        also,
        also
        in parallel,
        in addition,
        moreover,
        on the ground,
    """),
    droppable_inside=words("however meanwhile"),
    hanging=phrases(r"""
        but
        and
        or
        nor
        so(?! far| long)
        then
        yet
        still
        instead(?! of)
        which
        that(?! (?:the|an?|his|her)\b)
        furthermore
        nevertheless
        nonetheless
        therefore
        thus
        hence
        consequently
        accordingly
        similarly
        likewise
        conversely
        otherwise
        besides(?! \w+ing\b)
        afterwards
        afterward
        later(?! (?:this|on|\w+day)\b)
        earlier(?! (?:this|on|\w+day)\b)
        (?:now|today|still|recently|eventually),? (?:he|she|they|it)\b
        this time
        (?:many|some|several|few|most|dozens|hundreds|both|all|none)(?= (?:have|has|had|are|were|was|did|do|will|would|said|say)\b)
        there were no (?:immediate )?reports of (?:casualties|injuries|damage|deaths)\.
        the \d+-year-old
        \d[\d,.]*,
        (?:forget|think|imagine|consider|look|take|let's|let’s|remember|meet|rest|suffice|grab|picture|note|watch)(?= (?:of|at|the|that|this|a|an|it|about|assured|how|what|no|for|out|to)\b)
        finally
        indeed
        overall
        again
        anyway
        regardless
        rather(?! than)
        too
        plus
        elsewhere
        moreover
        however(?! (?:hard|much|long|many|often|far|small|big|well)\b)
        for example
        for instance
        for that reason
        in (?:doing so|so doing)
        what (?:followed|happened next|came next)
        to (?:do|fulfil|fulfill|meet|reach|achieve|accomplish|understand) (?:so|that|this)\b
        as (?:he|she|they|\w+) (?:hinted|mentioned|noted|suggested|put it)
        other (?!than|things|countries|nations)\w+s(?= (?:have|has|had|are|were|was|did|do|will|would|said|say|told|include|included)\b)
        the (?:comedian|star|teen|teenager|boy|girl|man|woman|suspect|filmmaker|actor|actress|singer|rapper|lawyer|couple|victim|defendant|gunman|shooter|toddler|infant|newborn)(?:'s|’s)?(?! (?:of|in|who|whose|with|from|at|on|behind|accused|arrested|charged|convicted|killed|shot|responsible|suspected|wanted|known|(?-i:[A-Z])\w*)\b)
        in contrast(?! (?:to|with)\b)
        by contrast(?! (?:to|with)\b)
        in response(?! to)
        in turn
        in fact
        in short
        in particular
        in the end
        in other words
        in the meantime
        at the same time
        at the time(?! of\b)
        on the other hand
        on the one hand
        on the contrary
        as a result(?! of)
        as such
        as well
        after all
        above all
        even so
        even then
        to that end
        because of this
        that said
        that is
        not only that
        the former(?:,| (?:is|was|has|had|won|lost|said|will|would)\b)
        the latter(?! (?:half|part|stages?)\b)
        the same
        the other
        the others
        the two
        the three
        the pair
        the duo
        the trio
        the discussions
        the (?:move|decision|ruling|verdict|plan|proposal|measure|bill)(?! (?:by|to|of|for|in|on|that|from|against|would)\b)
        the (?:incident|accident|crash|attack|shooting|blast)(?! (?:in|at|near|on|by|of|that|outside|took|happened|occurred)\b)
        the (?:sentiment|statement|comments?|remarks?|announcement|criticism)(?! (?:by|from|of|that|about)\b)
        the news(?! (?:agency|that|of|conference|organization|site|about|came)\b)
        both men
        both women
        both sides
        both countries
        both leaders
        both officers
        both of them
        both(?= (?:also |then |later |still )?(?-i:[a-z]+ed|said|say|told|died|left|came|went|did|fell|lost|won|made|will|would|do|know|want)\b)
        at that (?:time|point|moment|stage)
        (?:by|until|since|before|after) then
        on (?:mon|tues|wednes|thurs|fri|satur|sun)day(?: \w+)? (?:he|she|they|it(?= (?:has|had|will|would)\b(?! (?:also |already )?(?:be|been|become|emerge|emerged|rain|rained|snow|snowed)\b)))
        both were
        both are
        both have
        both had
        neither
        one of them
        some of them
        many of them
        most of them
        all of them
        none of them
        another
        others
        here
        there,
        among them
        meanwhile
        what's more
        ok
        okay
        well,
        yes
        no,
    """),
    hanging_inside=lines(r"""
        \b(?:th[ai]t|this|these|the same) sentiments?\b
        \bthe latter\b(?! half| part)
        \bthe aforementioned\b
        \bas (?:mentioned|noted) (?:above|earlier)\b
        ^[^,;]*\b(?:welcomed|praised|criticized|criticised|condemned|defended|opposed|blasted|slammed|hailed|denounced|applauded) the (?:move|decision|announcement|plan|news|ruling)\b(?! (?:to|by|of|that|in|on|for)\b)
        \bthat (?:first |same |very |fateful )?(?:day|night|evening|morning|meeting|moment)\b
        ^(?!.*\b(?-i:[A-Z])[a-z]+ (?-i:[A-Z])).*\bthe \d+-year-old\b
        \b(?:sent|took|brought|flew|went|drove|moved|lived|stayed)\b[^,;]{0,40} there\b(?! (?:is|are|was|were)\b)
        ^[^,;]{0,70}\b(?:at|after|before|during|in) the (?:hearing|meeting|trial|ceremony|event|interview|time|incident|attack|crash|case|statement|post)\.$
        , (?:too|as well)\.$
        ^(?!.*\b(?:in|at|to|into|near|from|of|inside|outside|reached|via) (?:(?:the|an?|its|his|her|their) )?(?:[a-z]+ )?(?-i:[A-Z]).*\bthere\b)(?!.*\b(?:in|at|to|into|near|inside|outside) (?:the|an?|its|his|her|their) .*\bthere\b).*(?-i:[a-z])(?<! and) there[.,;]
        \b(?:forecast|predicted|expected|reported|counted|estimated|demanded|offered|promised|announced|registered|spoken of|spoke of) (?:about |some |only |at least |up to |around )?\d[\d,.]*\.$
        \bas well\.$
        \b(?:seems?|appears?|used|wants?|hopes?|tried) to(?: have)?\.$
        , (?:he|she|they) (?:said|says|added|wrote|told \w+|explained|noted|recalled|continued)\.$
        ^(?:unless|if|while|once|after|when|because) that (?:is|was|changes|changed|happens|happened)\b
    """),
    expletive=r"""(?ix) it (?:'s|’s|\s (?:is|was|will\sbe|would\sbe|has\sbeen|had\sbeen|remains|remained|seems|seemed|appears|
        appeared|became|becomes|emerged|turned\sout|transpired|follows|may\sbe|might\sbe|could\sbe)) (?:\s not)? \b
        (?= (?:\s on\s \w+)? \s that\b
          | \s (?:expected|believed|thought|feared|hoped|reported|alleged|estimated|understood) \s that\b
          | \s (?!\w+(?:ed|wn|en|lt)\b) (?:\S+\s){0,7}? (?:that|whether|how|why|who|what|when|where|if)\b
          | \s (?:the|an?)\s (?:\S+\s){0,6}? to\s [a-z]+
          | \s (?!\w+(?:ed|wn|en|lt|the|a|an)\b) \w+ (?:\s(?:in|for)\s\S+){0,2} \s to\s [a-z]+
          | \s to\s be\s seen\b | \s (?:snow|rain|hail)ing\b )
        | it \s (?:took|takes|will\stake|would\stake|cost|costs|will\scost|would\scost) \b .* \b to \b
        | it \s (?:rained|snowed|hailed|thundered) \b
        """,
    notices=lines(r"""
        click here\b|tap here\b
        get email\b|report abuse\b|buy photo\b|skip ad\b|full screen\b|sign up for (?:our|the)\b|subscribe (?:to|now)\b
        photos?: |image \d+ of \d+\b
        below (?:is|are) (?:a|an|the|what|how|why|some|more)\b
        deserves? high marks\b|it should be noted\b|it is worth noting\b|worth a read\b|stay tuned\b
        thoughts and prayers\b|sad day\b
        here['’]s (?:a look|what|how|why)\b|here is a look\b|here are (?:some|more) of\b
    """),
    furniture=lines(r"""
        (?:please )?(?:subscribe|sign up|log in|sign in|register|click|tap|swipe)\b.{0,80}\b(?:here|now|to|inbox|below|free|account)\b
        (?:please )?(?:subscribe|sign up) (?:to|for|now|today)\b
        .{0,40}\bfor subscribers(?: only)?\.?$
        already a (?:subscriber|member)\b
        you (?:have|'ve|’ve) (?:\w+ ){0,3}(?:articles?|stories) (?:left|remaining)
        you (?:have |'ve |’ve )?reached your\b
        thank(?:s| you) for (?:signing up|subscribing|registering|reading|watching)
        enter your (?:e-?mail|name|zip)
        .{0,80}\badd (?:.{1,60} as an )?interest\b
        (?:.{0,60}\b(?:enable|supports?|turn on) (?:javascript|cookies|html5))
        .{0,30}\bbrowser (?:does not|doesn't|doesn’t) support\b
        (?:we|this (?:site|website)) uses? cookies\b
        (?:accept|reject|manage) (?:all )?cookies\b
        by (?:continuing|clicking|signing up|subscribing|using)\b.{0,60}\byou\b
        (?:please )?(?:follow|like|join|find|friend|watch) (?:\w+ ){1,4}(?:on|via|at) (?:facebook|twitter|instagram|x|tiktok|youtube|linkedin)\b
        (?:please )?(?:join|follow) (?:our|us)\b
        (?:continue|keep) (?:reading|scrolling)\b
        read (?:more|also|next)(?::|\b[^.,]{0,80}$)
        read the full story\b
        (?:see|watch|listen|find out|learn|hear|view|show|load) (?:more|also|next|all)\b[^.]{0,80}$
        (?:learn|read|see|find out|show|view|load) more\.?$
        (?:share|save|print|email|tweet|copy|bookmark) (?:this|via|link|with|page|story|article)\b[^.]{0,60}$
        (?:(?:facebook|twitter|whatsapp|email|copy link|linkedin|pinterest|print|share|reddit|tumblr|google\+?|messenger)[\s,|·]*){2,}$
        (?:link )?copied\b.{0,30}$
        (?:facebook|twitter|email|share|print|close|menu|search|home|tweet|next|previous|caption|transcript)$
        (?:hide caption|toggle caption|show caption|enlarge(?: this image)?|slideshow|gallery|photos?|videos?|live|trending|play|pause|mute|replay)$
        (?:story highlights|highlights|key points)\b[^.]{0,80}$
        (?:media playback|media caption|image caption|image copyright|photo caption|just watched|must watch|now playing|video loading)\b
        (?:buy photo|enlarge image|close|embed|replay|share on|newsletter sign up|related photos?|photos:|view slideshow|for movement)\b(?! to\b).{0,200}$
        .{0,300}\b(?:this (?:image|photo|frame grab|\w+\.?(?: \d{1,2})?, \d{4},? (?:file )?photo) (?:provided|released|made|taken|shows|from)|file photo (?:taken|shows|of)|in this (?:\w+\.? \d{1,2}, \d{4},? )?(?:file )?(?:photo|image|frame)\b)
        .{0,300}\b(?:back to gallery|see more videos|view photo gallery|photo gallery)\b
        .{0,200}\b(?:these crawls|internet archive|archive-it|web captures|wayback machine|fix all broken links)\b
        .{0,120}\b(?:no more 404)\b
        .{0,100}\bversion of this (?:article|story) (?:appear(?:s|ed)|misstated|incorrectly|gave)
        .{0,120}\bin an earlier version of this (?:story|article)
        (?:read or share|share) this story\b
        read more from\b
        find more of\b
        watch (?:the|this) (?:report|video|full|live)\b
        .{0,120}\b(?:originally|first) ?reported (?:the|this) story\b
        .{0,160}\bis an? (?:\w+ ){0,3}(?:staff writer|reporter|correspondent|columnist|critic|editor|freelance writer) (?:at|for|with|in)\b.{0,160}(?:reach|follow|e-?mail|contact|twitter|@)
        .{0,80}'s (?:\w+ ){0,2}(?:critic|columnist|editor)\. (?:e-?mail|follow|reach|twitter)
        (?:all )?rights reserved\b
        text size$
        last updated\b.{0,60}$
        (?:advertisement|advertising|sponsored|promoted|paid post)(?: (?:content|by|feedback)\b.{0,60})?$
        (?:article|story) continues (?:below|after)\b
        we (?:may|might) (?:earn|receive|get) (?:a |an )?(?:\w+ )?commission
        related (?:articles?|stories|content|coverage|topics?|links?|videos?|posts?)\b[^.]{0,60}$
        related:
        (?:more|also) (?:on|from|in)\b[^.]{0,60}$
        most (?:read|viewed|popular|watched|shared)\b[^.]{0,60}$
        you (?:may|might) (?:also )?(?:like|be interested)\b
        (?:recommended|don['’]?t miss|must[- ]reads?|up next|editors?['’]? picks?|in case you missed)\b[^.]{0,80}$
        (?:copyright|©|\(c\)) ?(?:©|\(c\)|19|20|the\b|by\b)
        .{0,200}\ball rights reserved\b
        .{0,120}\bmay not be (?:published|reproduced|copied|redistributed)
        .{0,20}(?:image|photo|picture|video) courtesy of [^.]{0,60}\.?$
        (?:photo|image|picture|video|graphic|source|credit)(?: credits?)?:
        \(?(?:file|handout|undated|ap|afp|reuters|getty|courtesy) ?(?:photo|image|picture)s?\)?$
        file ?[-–—]
        .{1,80}\b(?:ap|afp|reuters|file|getty) photos?\b[^.]{0,40}$
        \d+ of \d+(?: ?[|:.]|$| .{0,300}\b(?:photos?|getty|reuters|gallery)\b)
        (?:about |an? |\d+ )(?:second|minute|min|hour|hr|day|week|month)s? (?:ago|read)$
        (?:.{0,400}\bcontributed (?:reporting )?to this (?:report|story|article|post))
        contributing:
        (?:with )?(?:files|material|additional reporting) (?:from|by)\b[^.]{0,80}\.?$
        (?:do you )?(?:have|got) a (?:news tip|tip|story|question|comment)\b
        this (?:video|audio|content|post|story|article|page|tweet|copy|site|website) (?:cannot|can['’]t|is no longer|is not|is auto|is for|is protected)
        this (?:story|article|post|page|report) (?:is (?:developing|part of)|was (?:originally|first|translated|produced|updated|published))
        this (?:story|article|post|page|report) (?:has been (?:updated|corrected|amended|edited)|will be updated|originally|may contain)
        this (?:audio|article|transcript) (?:is|was) (?:auto|translated|computer)
        this is a (?:breaking|developing|rush|corrected|modal)\b
        (?:watch|listen)(?: (?:live|now|here|below|above|to this (?:article|story)))?(?:$| ?[:·|])
        watch the\b[^.]{0,60}$
        to (?:view|watch|see|play|read|listen to) (?:this|the) (?:video|content|full|audio|rest)
        (?:offer valid|terms and conditions|no refunds|conditions apply)\b
        (?:terms of (?:use|service)|privacy policy|cookie policy)\b[^.]{0,60}$
        comments (?:that|are|containing)\b.{0,40}\b(?:closed|moderated|removed|deleted|attacks)
        (?:\d+ )?comments?$
        you must be (?:logged|signed|registered)
        (?:post|leave|add|view|show|hide|load) (?:a |all )?comments?\b
        (?:if you|please|help us|support)\b.{0,80}\b(?:donat\w+|contribution|independent journalism|supporting us)\b
        our (?:reporting|journalism|coverage|work|stories)\b.{0,60}\b(?:free|readers|support)
        you can (?:add|always|also|unsubscribe|opt|find|follow|change|manage|turn|delete|contact|reach|email)\b
        you always have the option\b
        tweet with a location
        (?:when you see a tweet|the fastest way to share|tap the icon|hover over|say a lot with|catch up (?:instantly|on)|spread the word|get more of what you love|never miss a moment)
        (?:here['’]s|this is) the url for this tweet
        (?:add (?:your thoughts|this tweet)|find what['’]s happening|skip all)\b
        view (?:this )?(?:post|photo|tweet|image|on|more|gallery|all)\b[^.]{0,60}$
        a post shared by\b
        (?:correction|clarification|editor['’]?s['’]? note|disclaimer|disclosure)s?(?: \([^)]*\))?:
        updated?:(?:\W*\S+){0,12}$
        (?:the )?(?:views|opinions) expressed\b
        (?:back|return|skip|jump) to (?:top|main|content|the top|navigation|article|homepage)\b
        (?:play|solve|try|take) (?:today['’]s|our|the|your)\b.{0,40}\b(?:crossword|puzzles?|quiz|poll|survey)\b
        (?:download|get|install) (?:our|the)\b.{0,30}\b(?:app|newsletter|briefing)\b
        (?:get|receive|want|never miss)\b.{0,70}\b(?:inbox|newsletter|alerts?|delivered|notifications?)\b
        (?:what (?:do you think|are your thoughts)|let us know|tell us|share your|sound off|have your say)\b
        \(?all times\b
        news tips?\b
        the (?:latest|associated press) (?:on|is solely|contributed)\b
        pic\.twitter\.com/\S+
        .{1,60}\(@\w+\).{0,40}$
        [—–-] .{1,60}\(@\w+\)
    """),
    credits=lines(r"""
        .{0,120}(?:\b(?:Photo|PHOTO), |\bimage:\d)
        [A-Z][\w.'’-]+ (?:[A-Z][\w.'’-]+ ?){1,3}, \d{1,3}, of [A-Z][\w ]+$
        .{10,600}\((?:Associated Press|AP|AFP|Reuters|REUTERS|Getty Images|EPA|Getty|Bloomberg|[A-Z]\w+ Press|[A-Z][\w.]+ [A-Z][\w.]+(?:, [A-Z][\w ]+)?)\)$
        .{10,600}\b(?:AP|Reuters|REUTERS|AFP|Getty) ?(?:[Pp]hoto|/)[^.]{0,60}\.?$
        .{10,400}\b(?:[Pp]hoto|[Cc]redit|Source|Image): ?(?:[A-Z][\w.&’'-]*[ /]*){1,6}\.?$
        (?:[A-Z][\w.'’-]+ ){1,3}/ ?(?:Reuters|REUTERS|Getty Images|AP|AFP|EPA)\b(?: file)?.{0,300}$
        (?:Associated Press|Getty Images|Reuters|AFP|European Pressphoto Agency|Agence France-Presse)(?:/[\w ]+)? (?:An?|The|[A-Z][a-z]+) (?!(?:reported|said|report)\b)[^.!?]{0,300}\.?$
        .{10,400}[—–-] ?[A-Z][^()]{1,40} \(@\w+\) [A-Z][a-z]+ \d{1,2}, \d{4}
        [A-Z][^.!?]{10,200}\b(?:walks|rides|stands|examines|smolders|gestures|looks|waits|sits|watches|carries|poses|marches|celebrates|cheers|holds)\b[^.!?]{3,200}\b(?:on|in) (?:[A-Z][a-z]+day,? )?(?:[A-Z][a-z]+,? )?[A-Z][a-z]{2,8}\.? (?:\d{1,2}, )?\d{4}\.$
        [A-Z][^.!?]{10,200}\b(?:leaves|arrives|speaks|walks|poses|stands|sits|looks|waves|attends|gestures|listens|smiles|reports from|performs|talks|waits|enters|(?:is|are) (?:seen|shown|pictured))\b[^.!?]{3,200}\b(?:on|,) (?:[A-Z][a-z]+day,? )?[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\.?$
        (?:[Ff]ile |[Hh]andout )?(?:Photo|PHOTO|Photograph|Image|Picture|Video|Illustration)s? (?:by|from|courtesy) [A-Z]\S+(?: [^.]{0,60})?$
        (?:[A-Z][\w.'’-]+ ){1,3}?[A-Z][\w.'’-]+ ?/ ?(?:[A-Z][\w.'’-]* ?){1,4}(?:via [A-Z]\w+)?$
        .{10,400}\((?:[A-Z][\w.'’-]+ [A-Z][\w.'’-]+ ?/ ?[^)]{2,40}|(?:AP |Reuters |File )?[Pp]hoto[^)]{0,60}|Getty Images)\)\.?$
        .{10,400}\. \(?[A-Z][\w.'’-]+ [A-Z][\w.'’-]+ ?/ ?(?:AP|AFP|Reuters|REUTERS|Getty Images|EPA|Bloomberg|CNN|Associated Press)\b[^.]{0,30}\)?$
        (?:By|BY) (?:[A-Z][\w.'’-]+ ?){2,4}(?:(?:,| and|, and) .{2,60}| (?:for|of|in) [^.]{2,40}| ?[|·-] .{2,60})?$(?<![.])
        [A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){1,3},? (?:[A-Z][a-z][\w.]* ?){1,4}$(?<![.])
        (?:[\w&’'-]+ ){0,3}(?:correspondent|reporter|writer|editor|columnist|bureau chief),? (?:[A-Z][\w.&’'-]* ?){1,4}$(?<![.])
        (?:Last |First )?(?:[Uu]pdated|[Pp]ublished|[Pp]osted|[Mm]odified)(?: on| at)?:? ?(?:\d|[A-Z][a-z]{2})(?:[A-Z][a-z]+|\b[ap]\.?m\b|\bat\b|\bon\b|AM|PM|[ECMP][SD]?T|GMT|[Uu]pdated|[Pp]ublished|\W|\d)*$
        (?:Additional |Further )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled) by (?:[A-Z][\w.'’-]+[ ,;]*(?:and |in |additional |reporting |writing |editing |by )*)+\.?$
        (?:E-?mail|Reach|Contact) (?:the (?:reporter|author|writer|editor|newsroom)|[A-Z]\w+ [A-Z]\w+|us)\b.{0,20}\b(?:at|on|via|by)\b
        (?:[A-Z][\w.'’-]+ ){2,3}(?:is|covers|writes|reports)\b.{0,80}\bfor (?:the|this) .{0,120}\b(?:joined|newsroom|[Rr]each|[Ff]ollow)
        Follow (?:[A-Z][\w.'’-]+ ){1,3}on (?:X|Twitter|Facebook|Instagram)\b
        (?:[A-Z][\w.'’-]+ ){1,4}(?:via|/) (?:AP|AFP|Reuters|Getty Images|EPA|Bloomberg|Twitter|Facebook|Instagram|YouTube)$
    """),
    speech=words("""
        say back snapped
        remember remembers remembered believes suggests suggested thinks thought wondered adds quoth
        emphasized emphasised emphasizes stressed stresses highlighted underscored reiterated reiterates maintained
        maintains contends contended alleged alleges asserted asserts cautioned predicted observed observes mused
        quips lamented laments complained complains boasted bragged exclaimed yelled screamed cried chanted whispered
        pleaded commented comments opined offered countered retorted counters elaborated proclaimed pledged
        branded dubbed labeled labelled labels characterized characterised referred hailed praised denounced
        blasted slammed condemned criticized criticised accused called dismissed thanked apologized apologised
        messaged texted emailed e-mailed blogged captioned disclosed clarified clarifies informed assured advised
        demanded commanded ordered begged implored replies
    """),
    speech_participles=words("""
        saying adding telling calling describing writing asking warning noting explaining arguing insisting stating
        declaring claiming asserting acknowledging admitting tweeting stressing emphasizing emphasising suggesting
        remarking labeling labelling branding dubbing citing vowing quipping joking concluding recalling
        announcing alleging urging contending shouting yelling screaming posting replying responding referring
    """),
    between=words("""
        has have had also later then now again further once just still himself herself who did would then famously
        first previously recently earlier often reportedly repeatedly shot fired hit
    """),
    subjects=words("he she they it i we"),
    determiners=words("""
        the a an his her their its my our your one another two three both some several many this that these those
        each every
    """),
    roles=words("""
        spokesman spokeswoman spokesperson spokesmen official officials officer officers prosecutor prosecutors
        investigator investigators detective detectives deputy deputies sheriff chief lawyer lawyers attorney attorneys
        judge justice expert experts analyst analysts researcher researchers scientist scientists doctor doctors nurse
        professor teacher student students resident residents witness witnesses neighbor neighbour neighbors neighbours
        friend friends mother father mom dad parents sister brother son daughter wife husband widow girlfriend boyfriend
        uncle aunt cousin grandmother grandfather relative relatives owner manager director president vice minister
        secretary senator governor mayor congressman congresswoman lawmaker lawmakers leader leaders activist activists
        critic critics author writer reporter journalist columnist editor host anchor actor actress singer rapper
        comedian filmmaker producer coach player players captain commander general colonel soldier troops pilot driver
        passenger passengers customer employee employees worker workers executive executives ceo founder co-founder
        chairman chairwoman member members representative representatives rep economist historian psychologist coroner
        medic paramedic firefighter firefighters commissioner administrator superintendent principal pastor priest
        bishop ambassador envoy diplomat aide aides adviser advisor candidate politician blogger user users fan fans man
        woman boy girl teen agent agents trooper sergeant lieutenant tourist farmer fisherman artist designer engineer
        publicist secretary-general coordinator consultant veteran archaeologist paleontologist anthropologist
        meteorologist biologist physicist geologist psychiatrist sociologist criminologist negotiator volunteer
        correspondent supporters protesters demonstrators rebels campaigners
    """),
    bodies=words("""
        company firm agency department ministry government report reports lawsuit complaint statement indictment
        affidavit documents document letter memo study paper magazine newspaper website organization group union court
        jury panel committee commission board council statements comments remarks post tweet message authorities family
        source sources police star suspect victim
    """),
    places=words("""
        road avenue park national county city town village river lake island islands mountain mountains bridge hall
        building hotel beach valley highway square tower forum office awards act war north south east west new southern northern
        eastern western central
        states united kingdom republic
    """),
    according=phrases("""
        according to
        in the words of
    """),
    planned=phrases("""
        is preparing to
        are preparing to
        was preparing to
        were preparing to
        is planning to
        are planning to
        plans to
        plan to
        intends to
        intend to
    """),
    certain=phrases("""
        will
        will definitely
        will certainly
        is certain to
        are certain to
    """),
    likely=phrases("""
        will likely
        would likely
        will probably
        would probably
        is likely to
        are likely to
        was likely to
        were likely to
        likely
        probably
    """),
    scheduled=phrases("""
        is set to
        are set to
        was set to
        were set to
        is due to
        are due to
        is about to
        is scheduled to
        are scheduled to
    """),
    expected=phrases("""
        is expected to
        are expected to
        was expected to
        were expected to
    """),
    possible=phrases("""
        may
        might
        could
        may have
        might have
        could have
        may be
        might be
        could be
        may have been
        might have been
        could have been
        possibly
        allegedly
        apparently
        reportedly
    """),
    hedges=words("""
        may might could would should likely probably possibly perhaps allegedly apparently reportedly alleged suspected
        suspicion accused accuses accusing charged charges charge claimed claims claiming if whether believed thought
        appears appeared seems seemed suggests suggested suggesting expected according unclear rumored rumoured
        unconfirmed reports presumed presumably supposedly purportedly ostensibly potentially indicted lawsuit suit
        sued alleging alleges allege accusation accusations trial
    """),
    negators=words("""
        not never cannot can't won't don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't wouldn't
        couldn't shouldn't
    """),
    denials=words("""
        no none nor neither nobody nothing without unlikely unable deny denies denied denying refuse refused refuses
        refusing decline declined declines fail failed fails failing lack lacks lacked reject rejects rejected hardly
        barely rarely seldom stopped avoid avoided prevented prevent nowhere unless false untrue ruled impossible
        instead doubt doubts doubted
    """),
    advised=phrases("""
        should
        ought to
        is advised to
        are advised to
        is urged to
        are urged to
        is encouraged to
        are encouraged to
    """),
    binding=phrases("""
        must
        has to
        have to
        is required to
        are required to
        is obliged to
        are obliged to
        is ordered to
        are ordered to
    """),
    weighed=phrases("""
        is considering
        are considering
        was considering
        were considering
        considers
        is weighing
        are weighing
        was weighing
        is mulling
        are mulling
        is thinking about
        are thinking about
        is debating
        are debating
    """),
    decided=phrases("""
        has decided on
        have decided on
        has decided to
        have decided to
        had decided to
        decided on
        decided to
        has resolved to
        has agreed to
        have agreed to
        agreed to
        has agreed on
        agreed on
        has adopted
        adopted
    """),
    refusals=words("refuse refused refuses refusing decline declined declines declining fail failed fails failing"),
    actors=lines("""
        nations countries states
        leaders presidents heads
        ministers
        officials authorities police government administration officers spokesman spokeswoman department agency
        troops soldiers forces military army servicemen
        generals commanders
        militias militiamen rebels militants fighters insurgents gunmen guerrillas
        lawmakers senators representatives congressmen legislators deputies
        diplomats envoys ambassadors negotiators
        judges justices court
        lawyers attorneys
        prosecutors
        scientists researchers experts engineers
        protesters demonstrators activists
        voters citizens residents people villagers locals
        students pupils
        teachers professors
        companies firms businesses
        workers employees staff unions
        shareholders investors stockholders
        creditors lenders banks
        customers consumers clients users
        fans supporters
        players athletes
        coaches managers
        farmers growers
        doctors physicians medics
        nurses
        pilots crews
        firefighters
        bishops priests clergy
        settlers colonists
        refugees migrants
    """),
    parties=lines("""
        ministry minister government cabinet
        opposition
        prosecutor prosecutors prosecution
        defence defense
        judge judges court jury
        police sheriff
        army military navy
        rebels militants insurgents
        union unions
        company firm owner operator manufacturer airline
        council mayor
        coroner
        firefighters brigade fire
        regulator watchdog
        hospital doctors
        witness witnesses residents neighbours neighbors
        victim victims
        scientists researchers
        protesters
    """),
    sources=lines("""
        police sheriff deputies detectives investigators officer officers authorities official officials government department ministry bureau administration commission spokesman spokeswoman spokesperson office prosecutor prosecutors attorney
        report reports media newspaper newspapers press post times journal news television website outlets associated reuters afp ap cnn abc nbc cbs bbc xinhua
        source sources person people insider insiders
        family relatives mother father parents
        witness witnesses residents neighbors neighbours
        victim victims
        lawyer lawyers
        researchers scientists study experts
        survey poll
    """),
    seeming=phrases(r"""
        (?:seem|appear)(?:s|ed)? to(?: have)?
        (?:may|might)(?: have)?
        apparently
        allegedly
        reportedly
        purportedly
        supposedly
        possibly
        presumably
        (?:is|are|was|were) (?:suspected|accused) of(?: having)?
        (?:is|are|was|were) (?:thought|believed|alleged|rumou?red|reported|feared|suspected) to(?: have)?
    """),
    same_acts=lines("""
        intended meant intending
        abducted kidnapped abduction kidnapping abducting
        sighted spotted seen sighting
        altered manipulated tampered altering
        killed slain slew
        stole stolen stealing
        dead died deceased
        strangled strangulation
        hit struck
        lied lying
    """),
    alike=lines("""
        ship ships vessel vessels boat boats ferry ferries
        port ports harbour harbours harbor harbors quay dock docks
        phone phones telephone telephones mobile mobiles cellphone smartphone handset
        home homes house houses flat flats apartment apartments dwelling dwellings residence
        worker workers employee employees staff staffers workforce personnel
        job jobs post posts position positions
        prison jail bars
        free liberty
        teacher teaches teach teaching teachers taught
        pupil pupils student students schoolchildren
        child children kid kids youngster youngsters
        woman women female
        father dad
        mother mum mom
        husband spouse wife
        doctor doctors physician physicians medic medics
        patient patients
        illness disease diseases sickness ailment
        hospital hospitals clinic clinics
        infect infected infection infections infects infecting
        fever temperature
        police policemen officer officers detective detectives constable constables
        soldier soldiers troops army military servicemen
        guard guards
        firefighter firefighters fireman firemen
        rescuer rescuers
        lawyer lawyers attorney attorneys barrister counsel
        judge judges
        court courts tribunal
        jury juror jurors
        trial case proceedings
        evidence testify testifies testified testimony stand witness witnesses
        accuse accused accuses accusing accusation accusations allege alleged alleges allegation allegations
        deny denies denied denial
        crime crimes offence offences offense offenses
        fraud swindle
        thief thieves robber robbers burglar burglars
        steal steals stole stolen theft thefts robbery burglary
        suspect suspects suspected
        victim victims
        attack attacks attacked assault assaults assaulted raid
        bomb bombs bombing explosive explosives
        blast blasts blew detonated
        fire fires blaze blazes flames flame wildfire wildfires bushfire
        burn burns burned burnt burning
        flood floods flooded flooding floodwater inundated submerged
        rain rains rainfall downpour downpours
        storm storms hurricane cyclone typhoon
        wind winds gust gusts gale gales
        quake earthquake tremor tremors
        landslide landslip mudslide mudslides
        weather forecaster forecasters meteorologist meteorologists
        warn alert alerts alarm alarms
        highest top maximum
        evening night nightfall
        dawn daybreak sunrise
        car cars vehicle vehicles
        lorry lorries truck trucks
        bus buses coach coaches
        train trains rail railway railways
        plane planes aircraft jet jets airliner
        helicopter helicopters chopper
        road roads street streets highway motorway motorways
        bridge bridges
        crash crashes crashed collision collided
        passenger passengers aboard
        crew crews
        captain skipper
        begin begins began begun beginning start starts started starting
        end ends ended ending finish finishes finished conclude concluded
        continue continues continued go
        stop stops stopped halt halts halted
        strike strikes walkout walkouts stoppage
        union unions
        pay wage wages salary salaries earnings
        rise rises rose risen raise raises raised increase increases increased climb climbs climbed grow grows grew grown
        fall falls fell fallen drop drops dropped decline declines declined decrease decreased shrink shrinks shrank shrunk sink
        cut cuts cutting reduce reduces reduced reduction
        cost costs price prices
        money funds cash
        million millions
        buy buys bought purchase purchased acquire acquired acquisition takeover
        sell sells sold sale sales
        company companies firm firms business operator maker
        factory factories plant plants
        owner owners
        boss chief chairman director head
        bank banks lender lenders
        customer customers client clients
        saver savers depositor depositors
        loan loans credit
        market markets
        export exports
        profit profits
        loss losses
        offer offers offered bid bids
        deal agreement accord pact
        talks negotiation negotiations discuss discussed discussion discussions
        mediator mediators mediates mediating mediate mediation
        meet meets met meeting session sessions
        swap swaps exchange exchanges
        ceasefire truce
        side sides
        border frontier
        country countries nation nations
        city cities capital
        town towns
        village villages hamlet hamlets
        people inhabitants residents population citizens
        live lives lived living
        relative relatives family families kin
        crowd crowds
        protest protests protester protesters protested demonstration demonstrations demonstrate demonstrated demonstrators rally rallies march marched
        vote votes voted voting ballot ballots poll polls polling
        election elections
        candidate candidates
        voter voters electorate
        parliament lawmakers legislature assembly
        lawmaker deputy deputies legislator legislators
        party parties
        government cabinet administration
        minister ministers
        law bill legislation
        ban bans banned forbid forbids forbidden prohibit prohibits prohibited prohibition outlaw outlawed
        fine fines penalty penalties
        allow allows allowed permit permits permitted
        force forced compel compelled
        order orders ordered instruct instructed command commanded
        ask asks asked request requests requested urge urges urged
        demand demands demanded want wants wanted call calls called calling
        promise promises promised pledge pledges pledged vow vowed
        threaten threatens threatened threat threats
        help helps helped aid assist assisted assistance
        search searches searched searching hunt hunts hunted hunting seek sought
        find finds found discover discovers discovered discovery
        missing disappeared disappearance vanished
        body bodies corpse corpses remains
        escape escapes escaped flee flees fled
        leave leaves left leaving depart departed
        arrive arrives arrived arrival reach reaches reached
        return returns returned back
        close closes closed closing closure shut shuts shutting
        open opens opened opening
        build builds built building construct constructed construction laid
        destroy destroys destroyed ruin ruined wrecked
        damage damaged damages
        repair repairs repaired mend mended fix fixed
        cause causes caused
        reason reasons
        expert experts specialist specialists scientist scientists researcher researchers
        study studies survey
        show shows showed shown reveal reveals revealed
        believe believes believed think thinks thought
        expect expects expected expectation anticipated
        plan plans planned intend intends intended
        decide decides decided decision
        agree agrees agreed
        win wins won victory
        lead leads led leading
        lose loses lost losing
        team teams squad
        player players
        match game
        dog dogs
        coast coastline shore shoreline seaside
        island islands isle islet islander islanders
        river stream
        mountain mountains hill hills peak
        earth soil mud
        rock rocks boulder boulders stone stones
        snow avalanche
        degree degrees
        kilometre kilometres kilometer kilometers km
        metre metres meter meters
        hectare hectares
        school schools
        museum gallery
        painting paintings picture artwork canvas
        jewel jewels jewellery jewelry gem gems
        visitor visitors tourist tourists holidaymaker holidaymakers guest guests
        let lets rent rents rented rental rentals
        medicine medicines drug drugs medication
        power electricity
        line pipeline pipe pipes
        gun guns weapon weapons firearm firearms
        shoot shoots shot shooting
        knife stab stabbed stabbing
        kidnap kidnapped abducted hostage hostages
        letter letters
        newspaper newspapers daily
        majority most
        fewer less
        roughly about around some
        quick quickly fast
        huge large big great
        small little tiny
        old former ex
        ill sick sickened
        safe unhurt unharmed uninjured
        dangerous hazardous
        empty deserted
        mysterious unknown
        examine examines examined inspect inspected inspection check checked
        investigate investigates investigated investigation investigations investigating probe probes probed inquiry inquest
        investigator investigators
        clue clues
        replace replaces replaced replacement
        join joins joined
        support supports supported backs backed supporter supporters followers
        oppose opposes opposed against opponent opponents opposition
        send sends sent dispatch dispatched deploy deployed
        bring brings brought take takes took taken carry carries carried carrying transport transported
        rescue rescued save saves saved saving rescues pull pulls pulled
        treat treats treated treatment
        share shares
        ease eased abate abated
        spread spreads spreading
        happen happens happened occur occurred occurs
        receive receives received get gets got
        give gives gave given grant granted
        keep keeps kept hold holds held retain
        put puts lay
        move moves moved
        turn turns turned
        see sees saw seen
        watch watched
        hear hears heard
        speak speaks spoke spoken
        write writes wrote written
        name named
        need needs needed require requires required
        use uses used
        try tries tried attempt attempts attempted
        fail fails failed failure
        collapse collapsed
        celebrate celebrated celebration
        wedding marriage
    """),
    turns=lines("""
        arrest arrests arrested arresting detain detains detained detaining detention custody apprehended
        release releases released releasing free freed freeing bail
        charge charged charging charges indict indicted indictment
        convict convicted conviction guilty
        acquit acquitted acquittal cleared
        sentence sentenced sentences jailed imprisoned imprisonment
        appeal appeals appealed appealing
        sue sues sued suing lawsuit lawsuits
        resign resigns resigned resigning resignation quit quits quitting stepped_down steps_down step_down stepping_down
        sack sacked sacks dismiss dismissed fired ousted
        appoint appoints appointed appointing appointment
        elect elected re-elected
        reject rejects rejected rejecting rejection refuse refuses refused veto vetoes vetoed spurned rebuffed turned_down turns_down turn_down
        approve approves approved approving approval adopt adopts adopted ratify ratified ratifies
        sign signs signed signing
        agree agrees agreed agreement accept accepts accepted
        withdraw withdraws withdrew withdrawn withdrawing withdrawal
        postpone postpones postponed postponing postponement delay delays delayed
        cancel cancels cancelled canceled scrap scrapped abandon abandoned called_off calls_off call_off calling_off
        suspend suspends suspended suspending suspension
        resume resumes resumed resuming
        reopen reopens reopened reopening
        restore restores restored restoring reconnected
        close closes closed closing closure shut shuts shutting
        repair repairs repaired repairing
        lift lifts lifted lifting
        impose imposes imposed imposing
        recover recovers recovered recovering retrieved
        rescue rescues rescued rescuing saved
        evacuate evacuated evacuation evacuees evacuating
        die dies died dead death deaths kill kills killed killing drowned perished fatalities
        injure injured injures injuries injury wounded hurt
        collapse collapses collapsed collapsing
        explode explodes exploded explosion
        break breaks broke broken breach breached burst
        sink sinks sank sunk
        identify identifies identified identifying
        name names named naming
        confess confessed confesses confession admitted admit admits
        apologise apologised apologises apologize apologized apologizes apology
        ban bans banned banning
        raise raises raised raising increase increases increased increasing
        reduce reduces reduced reducing lower lowers lowered lowering
        bankrupt bankruptcy insolvent insolvency
        win wins won winning victory
        lose loses lost losing defeat defeated
        surrender surrenders surrendered
        ceasefire truce
        contain contained extinguish extinguished
        negotiate negotiated negotiations
    """),
    additional=words("second third fourth fifth another further additional more extra additionally"),
    newly=words("now new newly latest today"),
    moving=words(
        "now until instead later earlier postponed delayed put moved shifted pushed brought extended longer sooner"
    ),
    exact=words("exactly precisely"),
    before_past=words("had"),
    states=words("is are has have stands remains dates lies runs"),
    unreal=words("""
        to will would can should must shall plan plans planned planning threaten threatens threatened threatening expected
        likely due set want wants wanted hope hopes hoped intend intends ask asked asks urge urged urges demand demanded
        demands propose proposed proposes need needed needs require requires required seek seeks awaits awaiting won't
        wouldn't consider considers considering considered face faces
    """),
    doubting=words("may might could whether if"),
    auxiliary=words("be been being have has had is are was were also soon now yet longer not never to will would"),
    leading=words("to"),
    serving=words(
        "managing acting outgoing incoming retired presiding supervising governing visiting commanding leading"
    ),
    makers=words("""
        maker makers operator operators company group firm giant bank chain supplier producer insurer airline utility
        subsidiary retailer brewer carmaker publisher startup start-up union charity manufacturer miller shipper
    """),
    owned=words("""
        shares share stock employees staff shareholders customers workers offices headquarters shareholder managers plants
        subsidiary employs sales
    """),
    managing=words("""
        seem seems seemed appear appears appeared able unable began begin begins had has have used managed manages happened
        enough too order continue continues continued failing turned going proved
    """),
    seldom=words("barely hardly scarcely rarely seldom"),
    no_superlatives=words("""
        west midwest northwest southwest interest request protest arrest forest harvest honest guest contest invest suggest
        latest modest conquest inquest digest unrest bequest manifest detest behest earnest
    """),
    genitives=words("of"),
    indefinite=words("a an some one several unnamed unidentified"),
)
