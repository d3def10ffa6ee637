"""Words the note guard knows: departments named after patients, clinical words, talk of work and of exams."""

from mrtnet.domain.names import word_set

DEPARTMENTS = word_set(
    "access accounting accounts account acquisition activation administration admissions admission admitting advisory "
    "advocacy advocate advocates affairs ambassador assessment assistance bill billing board care centered centred "
    "choice classification collections communication communications concierge contact coordinator council counseling "
    "counselor data day days digital discharge driven education engagement escort experience family finance financial "
    "first flow health history id identification identifier identifiers identity index information innovation intake "
    "integrity journey letter level liaison logistics management master matching material materials medical mix "
    "monitoring name names navigation navigator navigators of ombudsman operations origin outcomes outreach perception "
    "placement population portal portals privacy protection quality record records registrar registrars registration "
    "registry relations reported representative representatives request requests rights safety satisfaction "
    "scheduler schedulers scheduling self service services status summary support technician technology throughput "
    "transfer transport transportation type types volume volumes zero cancer consent confidentiality complaints "
    "physician physicians assistant assistants advisor director council handbook clinic doctor doctors files file "
    "charts chart documents generated facing level-of-care feedback "
    "survey surveys trust amendments keeper link works wise point ping like"
)
"""What follows “patient” or “resident” when a department, a post or a thing is meant, not somebody."""

NEVER_NAMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january february march april "
    "may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec "
    "medicare medicaid epic cerner meditech oracle him himss ahima aapc acdis hfma rhit rhia ccs ccs-p cpc cdip chps "
    "chda hipaa roi cdi drg icd cpt hcc mpi empi ehr emr phi ed er icu or ot pt st iv ip op los hx dx rx tx ua mri ct "
    "ekg ama poa snf copd chf ckd mi dvt uti aki rn lpn np pa md do it hr ok tv us usa uk eu cms ohio texas florida "
    "california michigan illinois oregon georgia english spanish i a an the in on at for with to and but if when so we "
    "they he she it you this that these those who what where why how my our her his their asked says said no not yes "
    "zoom teams excel word powerpoint linkedin google"
)
"""Words with a capital letter that are nobody's name."""

PLACES = word_set(
    "center centre hospital hospitals clinic clinics university college school health healthcare medical medicine "
    "department association society institute system systems services county state city inc llc corporation company "
    "group board commission committee council office bureau agency federal national american regional general "
    "memorial community veterans administration department"
)
"""Words of the names of employers and bodies."""

FIELD_WORDS = word_set(
    "information management registry registrar cancer tumor documentation improvement integrity clinical coding "
    "coder coders quality revenue cycle release patient patients joint data analytics governance compliance privacy "
    "security audit audits auditing training education learning student students program chapter conference summit "
    "meeting monday director manager lead specialist analyst technician supervisor instructor professor intern mentor "
    "learned scanned indexed asked talked met told read wrote helped watched looked saw coded abstracted we today "
    "yesterday tomorrow first second third next case week stroke sepsis surgery emergency intensive critical care unit "
    "radiology oncology cardiology pathology pharmacy laboratory nursing rehab hospice trauma wound infection disease "
    "diseases control advanced basic life support section guidelines official handbook rule form master index "
    "north south east west new old great good very my our core measures value based grand rounds morbidity mortality"
)
"""Words of the field that are written with a capital letter and are nobody's name."""

FACTS = (
    r"(?:re)?admitted|discharged|diagnosed|intubated|extubated|hospitali[sz]ed|operated on|died|expired|deceased|"
    r"passed away|miscarried|overdosed|coded blue|transfused|relapsed|in labor|gave birth"
)
"""What happens to a patient, as part of a regular expression."""

TOPICS = (
    r"surger(?:y|ies)|operation|sepsis|septic|strokes?|pneumonia|cancer|carcinoma|tumou?r|malignan\w+|biops(?:y|ies)|"
    r"chemo(?:therapy)?|radiation|infusions?|transfusion|fractures?|amputat\w+|transplant\w*|dialysis|diabet\w+|CKD|"
    r"CHF|COPD|chest pain|heart (?:attack|failure)|infarct\w*|infection|wounds?|(?:pressure )?ulcers?|bedsore|delirium|"
    r"dementia|alzheimer\w*|overdose|suicid\w+|psych(?:iatric|osis)?|labor and delivery|pregnan\w+|miscarriage|"
    r"c-section|cesarean|stillb\w+|ICU|hospice|hip|knee replacement|appendectomy|appendicitis|cholecystectomy|catheter|"
    r"pacemaker|stent|ventilator|HIV|AIDS|hepatitis|asthma|hypertension|seizures?|an(?:a)?emia|embol\w+|DVT|UTI|AKI|"
    r"cellulitis|metasta\w+|lymphoma|leuk(?:a)?emia|melanoma|schizophreni\w+|bipolar|depression|withdrawal|trach\w*|"
    r"MRSA|RSV|COVID|cirrhosis|pancreatitis|obesity|hemorrhage|bleed(?:ing)?|aneurysm|lung primary|bed \d+|rehab|"
    r"ablation|mastectomy|colonoscopy|hysterectomy|bypass|craniotomy|endoscopy|"
    r"CABG|mammogra\w+|detox\w*|x-?rays?|MRI|CT scan|ultrasound|insulin|DKA|ectopic|BiPAP|"
    r"injur\w+|abuse|addict\w+|opioids?|alcohol\w*|psychotherapy|fever|pain|tonsil\w*|hernia|gallbladder|cataracts?|"
    r"glaucoma|arthritis|concussion|coma|peds|NICU|PICU|(?-i:ED|ER)|symptoms|allerg\w+"
)
"""What a patient has, as part of a regular expression."""

AT_WORK = (
    r"teach(?:es|ing)?|taught|lectur\w+|talk(?:s|ed)?|present(?:s|ed|ing)?|presentation|spoke|speaks|explain(?:s|ed)?|"
    r"show(?:s|ed)|say(?:s)?|said|told|codes|coding|coder|"
    r"coded (?!blue|twice|again|at|on|while|before|during|this|last|"
    r"in (?:the |a |her |his )?(?:ICU|ED|ER|OR|room|bed))\w+|"
    r"lead(?:s|ing)?|led|run(?:s)?|manag\w+|director|direct(?:s|ed)|"
    r"instructor|professor|coordinat\w+|nurse|audit\w*|specialist|registrar|educator|consult\w+|surgeon|physician|"
    r"review(?:s|ed)?|recommend\w*|wrote|writes|works?|worked|mentor\w*|supervis\w+|class|course|session|webinar|slides|"
    r"team|checklist|template|book|article|chapter|workshop|research|study|lab|program|hired|hires|knows|offers?|"
    r"schedul\w+|planner|recruit\w+|analyst|rep(?:resentative)?|trainer|biller|editor|abstractor|assistant|tech(?:nician)?|"
    r"officer|intern|student|clerk|liaison|admitted (?:that|he|she|they|it)|about|organi[sz]es|chairs?|"
    r"on leave|heads|hosts?|trains?|trained|does|did her|did his|question|answer\w*|"
    r"uses|used to"
)
"""What a person at work does or is, as part of a regular expression."""

EXAM = (
    r"\b(?:exam|quiz)(?: question)?(?: \d+)?\s?:|"
    r"\bmock\b|\bquiz|\btext ?book|\bfictional\b|\bmade[- ]up\b|\binvented\b|\bdummy\b|\bdemo (?:record|patient|chart)|"
    r"\btest (?:patient|record|chart|question)|\bpractice (?:question|case|exam|test|chart|record)|\bflash ?cards?\b|"
    r"\b(?:sample|example|exam|test) (?:question|case|item)s?\b|\bexam (?:prep|case|had|asks?|on)\b|"
    r"\b(?:RHIT|RHIA|CCS|CCS-P|CPC|CDIP|the|mock|final|my) exam\b|\btraining (?:system|record|database|environment)|"
    r"\bstudy (?:group|guide)\b|\bmemori[sz]e\b|\bjeopardy\b|\bhypothetical|\bexercise \d|\bworkbook\b|\bsimulat\w+"
)
"""Talk of exams and of cases that nobody is."""

EVENTS = (
    r"\b(?:session|booth|office|conference|conven\w+|ballroom|talks?|lecture|webinar|workshop|class(?:room)?|course|"
    r"meeting|interview|library|campus|hotel|hall|seminar|keynote|exhibit\w*|poster|vendor|panel|speaker|expo|"
    r"study group|orientation|training|lunch|coffee|module|chapter|syllabus|semester|exam|test|deadline|due)\b"
)
"""What a room or a day belongs to that has no patient."""
