def find_wrongly_decoded(text):
    return []
